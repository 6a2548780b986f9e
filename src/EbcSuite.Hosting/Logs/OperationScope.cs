using Microsoft.Extensions.Logging;

namespace EbcSuite.Hosting;

/// <summary>Marks every line that is logged within it, across awaits, with the operation it belongs to.</summary>
public static class OperationScope
{
    /// <summary>The property's name in a log event.</summary>
    public const string Property = "operation";

    /// <summary>Dispose what it returns to leave the operation. The inner one of nested scopes is printed.</summary>
    public static IDisposable? Begin(ILogger logger, string operationId) =>
        logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { [Property] = operationId });
}
