using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;

namespace EbcSuite.TestKit.Simulation;

/// <summary>Somebody who asks the front-end, asks again until there is a last word, and keeps all last words.</summary>
public sealed class SimulatedRequester
{
    private readonly SimulatedNetwork _network;
    private readonly Request _request;

    public SimulatedRequester(SimulatedNetwork network, Request request)
    {
        _network = network;
        _request = request;
        network.Attach(request.From, [Filter.Equal(AttributeNames.Operation, request.Operation)], Receive);
        Ask();
        network.Every(TimeSpan.FromSeconds(5), () =>
        {
            if (Finals.Count == 0)
            {
                Ask();
            }

            return Finals.Count == 0;
        });
    }

    public List<Report> Finals { get; } = [];

    public List<Progress> Progresses { get; } = [];

    private void Ask() => _network.Publish(_request.From, _request.ToNotification());

    private void Receive(Notification notification)
    {
        if (Report.TryRead(notification, out var report, out _) && report.Final)
        {
            Finals.Add(report);
        }
        else if (Progress.TryRead(notification, out var progress, out _))
        {
            Progresses.Add(progress);
        }
    }
}
