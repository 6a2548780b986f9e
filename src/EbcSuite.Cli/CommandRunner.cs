using System.CommandLine;
using EbcSuite.Cli.Rendering;
using EbcSuite.Cli.Settings;
using EbcSuite.Events;
using EbcSuite.Messaging;

namespace EbcSuite.Cli;

/// <summary>Runs a command's work and turns whatever goes wrong into one told failure and its exit code.</summary>
public sealed class CommandRunner(Surroundings surroundings, GlobalOptions options)
{
    /// <summary>Makes <paramref name="work"/> what <paramref name="command"/> does.</summary>
    public Command Bind(Command command, Func<Session, CancellationToken, Task> work) =>
        Bind(command, async (session, cancellation) =>
        {
            await work(session, cancellation);
            return ExitCodes.Done;
        });

    /// <summary>Makes <paramref name="work"/>, which returns an exit code, what <paramref name="command"/> does.</summary>
    public Command Bind(Command command, Func<Session, CancellationToken, Task<int>> work)
    {
        command.SetAction((parsed, cancellation) => RunAsync(new(surroundings, options, parsed), work, cancellation));
        return command;
    }

    private async Task<int> RunAsync(Session session, Func<Session, CancellationToken, Task<int>> work, CancellationToken cancellation)
    {
        try
        {
            return await work(session, cancellation);
        }
        catch (Exception e)
        {
            var failure = Explain(e, session, cancellation);
            Failures.Write(surroundings.Error, failure, session.Json);
            return failure.ExitCode;
        }
    }

    private static CliException Explain(Exception exception, Session session, CancellationToken cancellation) => exception switch
    {
        CliException told => told,
        OperationCanceledException when cancellation.IsCancellationRequested => new(
            ExitCodes.Interrupted,
            "Interrupted",
            session.Operation is null ? "Interrupted." : "Interrupted; the operation goes on without us.",
            session.Operation is null ? "Nothing was begun." : "See `ebc apps`.")
        {
            Operation = session.Operation,
        },
        FilterSyntaxException e => CliException.Usage(e.Message, "See docs/protocol.md, or `ebc events --help` for examples."),
        EventRefusedException e => new(ExitCodes.Usage, e.Reason.ToString(), e.Message, "See the limits in docs/protocol.md."),
        MessagingException e => Explain(e, session.Operation),
        ArgumentException e => CliException.Usage(e.Message, "See `ebc --help`."),
        _ => new(ExitCodes.Internal, "Internal", $"{exception.GetType().Name}: {exception.Message}", "This is a fault of ebc: report it.")
        {
            Operation = session.Operation,
        },
    };

    private static CliException Explain(MessagingException e, string? operation)
    {
        var (code, advice) = e.Fault switch
        {
            MessagingFault.NotConnected => (ExitCodes.Unreachable, "Is ebc-broker running, and --broker right?"),
            MessagingFault.DeadlinePassed => (ExitCodes.DeadlinePassed, "Is the broker overloaded? Try again."),
            MessagingFault.KeyRefused => (ExitCodes.KeyRefused, "Is your public key among the broker's allowed keys (`ebc allow`)?"),
            MessagingFault.BadKeyFile => (ExitCodes.KeyRefused, "Give a key file with --key; make one with `ebc keygen`."),
            MessagingFault.Refused when e.Code == "NotAllowed" =>
                (ExitCodes.KeyRefused, "Your key has not the right: see the broker's allowed keys."),
            MessagingFault.Refused => (ExitCodes.Refused, "The broker refused it; see its log."),
            MessagingFault.LibraryMissing => (ExitCodes.Internal, "Install libzmq5 (4.3 or later)."),
            _ => (ExitCodes.Internal, "See the message."),
        };
        return new(code, e.Code ?? e.Fault.ToString(), e.Message, advice) { Operation = operation };
    }
}
