using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace EbcSuite.Hosting;

/// <summary>What the type of an option says about its place in the configuration.</summary>
/// <remarks>
/// In a trimmed program the records of options are whole because each daemon's assembly and this one are kept whole
/// (build/Packaging.props): options are looked at by reflection only here and in <see cref="OptionsReader"/>.
/// </remarks>
internal static class OptionType
{
    private const string OptionsAreKept = "The assemblies that declare options are roots of the trimming.";

    public static bool IsScalar(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(TimeSpan) || type == typeof(decimal);
    }

    /// <summary>The element type of a list option, or null.</summary>
    public static Type? ElementOfList(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.IsAssignableFrom(type.GetGenericArguments()[0].MakeArrayType()) ? type.GetGenericArguments()[0]
        : null;

    /// <summary>The value type of an option whose keys are free, or null.</summary>
    public static Type? ElementOfMap(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
        && type.GetGenericArguments()[0] == typeof(string)
            ? type.GetGenericArguments()[1]
            : null;

    /// <summary>A record with its defaults.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = OptionsAreKept)]
    public static object Create(Type type) => Activator.CreateInstance(type)
        ?? throw new InvalidOperationException($"{type} needs a parameterless constructor to be read from a configuration.");

    /// <summary>The options of a record: its public properties that can be set.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = OptionsAreKept)]
    public static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true });

    /// <summary>Reads a scalar; null when the text does not have the type's form.</summary>
    public static object? Read(Type type, string text)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return text;
        }

        if (type == typeof(TimeSpan))
        {
            return Duration.TryParse(text, out var duration) ? duration : null;
        }

        if (type.IsEnum)
        {
            // A number would pass for a name that does not exist.
            return text.Length > 0 && char.IsLetter(text[0]) && Enum.TryParse(type, text, ignoreCase: true, out var name) ? name : null;
        }

        try
        {
            return Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException)
        {
            return null;
        }
    }

    /// <summary>The form a scalar has to have, in words.</summary>
    public static string Form(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(TimeSpan) ? "a duration with a unit such as 500ms, 30s, 2m or 1h"
            : type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(type))
            : type == typeof(bool) ? "true or false"
            : type == typeof(double) || type == typeof(float) || type == typeof(decimal) ? "a number"
            : type == typeof(string) ? "a text"
            : Bounds(type);
    }

    public static string Write(object? value) => value switch
    {
        null => "(none)",
        TimeSpan time => Duration.Write(time),
        string { Length: 0 } => "\"\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Bounds(Type integer)
    {
        (object Low, object High) bounds = Type.GetTypeCode(integer) switch
        {
            TypeCode.Byte => (byte.MinValue, byte.MaxValue),
            TypeCode.SByte => (sbyte.MinValue, sbyte.MaxValue),
            TypeCode.Int16 => (short.MinValue, short.MaxValue),
            TypeCode.UInt16 => (ushort.MinValue, ushort.MaxValue),
            TypeCode.Int32 => (int.MinValue, int.MaxValue),
            TypeCode.UInt32 => (uint.MinValue, uint.MaxValue),
            TypeCode.Int64 => (long.MinValue, long.MaxValue),
            TypeCode.UInt64 => (ulong.MinValue, ulong.MaxValue),
            _ => throw new NotSupportedException($"{integer} is no type that an option may have"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"an integer from {bounds.Low} to {bounds.High}");
    }
}
