using EbcSuite.Events;

namespace EbcSuite.AppDriver.Streams;

/// <summary>One end of a stream, as the bulk plane sees it. Called on the plane's loop: must not block.</summary>
internal interface IStreamEnd
{
    void Take(Notification notice);

    /// <summary>The link is there again, or was lost.</summary>
    void LinkChanged(bool connected);
}
