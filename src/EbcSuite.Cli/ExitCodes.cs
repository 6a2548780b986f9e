namespace EbcSuite.Cli;

/// <summary>What a script learns from <c>ebc</c>. From 64 on as in sysexits(3); 130 as a shell tells of SIGINT.</summary>
public static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The operation was begun, failed and was undone; the message says what the state is. Of <c>ebc status</c>: not healthy.</summary>
    public const int Failed = 1;

    /// <summary>The request was refused: nothing was begun.</summary>
    public const int Refused = 2;

    /// <summary>Of <c>ebc status</c> alone: a daemon does not run (as an init script's status says it).</summary>
    public const int NotRunning = 3;

    /// <summary>EX_USAGE: the command line or a setting is wrong.</summary>
    public const int Usage = 64;

    /// <summary>EX_UNAVAILABLE: no broker answers.</summary>
    public const int Unreachable = 69;

    /// <summary>EX_SOFTWARE: a fault of ebc itself.</summary>
    public const int Internal = 70;

    /// <summary>EX_TEMPFAIL: no answer within the deadline; the operation may go on.</summary>
    public const int DeadlinePassed = 75;

    /// <summary>EX_NOPERM: the key is refused, unusable, or has not the right.</summary>
    public const int KeyRefused = 77;

    public const int Interrupted = 130;

    /// <summary>The table of <c>--help</c>.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Table { get; } =
    [
        (Done, "done"),
        (Failed, "failed: begun, and undone"),
        (Refused, "refused: nothing was begun"),
        (NotRunning, "status: a daemon does not run (1: it runs and is not healthy)"),
        (Usage, "wrong usage or settings"),
        (Unreachable, "no broker answers"),
        (Internal, "a fault of ebc itself"),
        (DeadlinePassed, "no answer within the deadline; the operation may go on"),
        (KeyRefused, "the key is refused, unusable, or has not the right"),
        (Interrupted, "interrupted by ctrl-C; an operation that was begun goes on"),
    ];
}
