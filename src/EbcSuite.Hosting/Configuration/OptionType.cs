using System.Globalization;
using System.Reflection;

namespace EbcSuite.Hosting;

/// <summary>What the type of an option says about its place in the configuration.</summary>
internal static class OptionType
{
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

    /// <summary>The options of a record: its public properties that can be set.</summary>
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
        var low = integer.GetField("MinValue")?.GetValue(obj: null);
        var high = integer.GetField("MaxValue")?.GetValue(obj: null);
        return string.Create(CultureInfo.InvariantCulture, $"an integer from {low} to {high}");
    }
}
