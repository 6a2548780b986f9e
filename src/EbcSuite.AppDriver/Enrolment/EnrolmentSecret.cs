using EbcSuite.Messaging.Enrolment;
using Microsoft.Extensions.Logging;

namespace EbcSuite.AppDriver.Enrolment;

/// <summary>The token that this node was given, in its configuration or in a file that is removed once it is spent.</summary>
internal sealed class EnrolmentSecret(AppDriverOptions options, ILogger logger)
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Null: none is given, or the file is not there (any more), and the node goes by its key.</summary>
    /// <exception cref="EnrolmentRefusedException">The file cannot be read, or holds no token.</exception>
    public string? Read()
    {
        var file = options.EnrolmentTokenFile;
        if (file.Length == 0 || !File.Exists(file))
        {
            return options.EnrolmentToken is { Length: > 0 } given ? given : null;
        }

        try
        {
            if ((File.GetUnixFileMode(file) & Others) != 0)
            {
                logger.LogWarning("'{File}' can be read by others, who could enrol in this node's place. Run: chmod 600 {File}", file, file);
            }

            var text = File.ReadAllText(file).Trim();
            return text.Length == 0 ? null
                : TokenText.IsToken(text) ? text
                : throw new EnrolmentRefusedException($"{file} holds no token: {TokenText.Shape}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnrolmentRefusedException($"The token file {file} cannot be read: {e.Message}");
        }
    }

    /// <summary>The token is spent: its file goes, or is emptied where its directory may not be written.</summary>
    public void Forget()
    {
        var file = options.EnrolmentTokenFile;
        if (file.Length == 0 || !File.Exists(file))
        {
            return;
        }

        try
        {
            File.WriteAllText(file, "");
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The token file '{File}' could not be removed, which does no harm as it is spent: {Reason}", file, e.Message);
        }
    }
}
