using System.CommandLine;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Operations;
using EbcSuite.Cli.Settings;
using EbcSuite.Messaging;
using Spectre.Console;

namespace EbcSuite.Cli;

/// <summary>One run of a command: where it writes, whom it talks to, how long it waits.</summary>
public sealed class Session
{
    /// <summary>How long the broker may take to welcome us.</summary>
    public static readonly TimeSpan DialTimeout = TimeSpan.FromSeconds(5);

    private readonly SettingsResolver _settings;

    public Session(Surroundings surroundings, GlobalOptions options, ParseResult parsed)
    {
        Surroundings = surroundings;
        Parsed = parsed;
        Json = parsed.GetValue(options.Json);
        _settings = new(surroundings, options, parsed);
        Console = Rendering.Consoles.Create(surroundings.Out, surroundings.IsTerminal && !Json, surroundings.Variable);
    }

    public Surroundings Surroundings { get; }

    public ParseResult Parsed { get; }

    public bool Json { get; }

    /// <summary>The operation that was asked for, once one was: it goes on when we are interrupted.</summary>
    public string? Operation { get; set; }

    /// <summary>stdout for people.</summary>
    public IAnsiConsole Console { get; }

    public TextWriter Out => Surroundings.Out;

    public TimeProvider Time => Surroundings.Time;

    /// <summary>What was asked for by <c>--timeout</c> or the configuration, if anything.</summary>
    public TimeSpan? GivenTimeout => _settings.Timeout;

    /// <summary>What was asked for, or <paramref name="usual"/>.</summary>
    public TimeSpan Timeout(TimeSpan usual) => GivenTimeout ?? usual;

    /// <summary>A client that the broker has welcomed.</summary>
    /// <exception cref="CliException">Settings are missing or wrong, or no broker answers.</exception>
    /// <exception cref="MessagingException">The key is refused.</exception>
    public async Task<IEventClient> ConnectAsync(CancellationToken cancellation)
    {
        var settings = _settings.Connection();
        var client = Surroundings.Connect(settings);
        try
        {
            using var expiry = new CancellationTokenSource(DialTimeout, Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellation);
            await client.WhenConnectedAsync(either.Token);
            return client;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await client.DisposeAsync();
            throw new CliException(
                ExitCodes.Unreachable,
                "NotConnected",
                $"No broker answers at {settings.Broker} within {DialTimeout.TotalSeconds:0} s.",
                "Is ebc-broker running there, and is --broker-key its public key?");
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks for an operation and waits for its report; progress is not shown.</summary>
    /// <param name="request">What is asked, from the operation's new id and our identity.</param>
    /// <exception cref="CliException">Refused, failed, or the deadline passed.</exception>
    public async Task<Report> RequestAsync(
        Func<string, string, Request> request, TimeSpan usualTimeout, CancellationToken cancellation)
    {
        await using var client = await ConnectAsync(cancellation);
        var asked = request(OperationId.New(), client.Identity);
        Operation = asked.Operation;
        await foreach (var update in new OperationFollower(client, Time).FollowAsync(asked, Timeout(usualTimeout), cancellation))
        {
            if (update is OperationEnded ended)
            {
                return ended.Report.OrThrow();
            }
        }

        throw new InvalidOperationException("The follower ended without a report.");
    }
}
