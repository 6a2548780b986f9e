using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace EbcSuite.Hosting;

/// <summary>The string is <c>tcp://HOST:PORT</c>; empty is left to <see cref="RequiredAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TcpEndpointAttribute : ValidationAttribute
{
    private const string Scheme = "tcp://";

    public override bool IsValid(object? value)
    {
        if (value is not string text || text.Length == 0)
        {
            return true;
        }

        var colon = text.LastIndexOf(':');
        return text.StartsWith(Scheme, StringComparison.Ordinal)
            && colon > Scheme.Length
            && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port > 0
            && !text.AsSpan(Scheme.Length).ContainsAny(' ', '/');
    }

    public override string FormatErrorMessage(string name) => "must be tcp://HOST:PORT with a port from 1 to 65535";
}
