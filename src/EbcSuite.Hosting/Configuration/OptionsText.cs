using System.Collections;
using System.ComponentModel;
using System.Reflection;

namespace EbcSuite.Hosting;

/// <summary>Options as text: the effective values, and the keys with their meaning and defaults.</summary>
internal static class OptionsText
{
    /// <summary>One <c>key = value</c> a leaf; secrets are not shown.</summary>
    public static IEnumerable<string> Values(object options) => Values("", options);

    /// <summary>One line a key for the help text.</summary>
    public static IEnumerable<string> Keys(Type type, object? defaults, string path = "")
    {
        foreach (var property in OptionType.Properties(type))
        {
            var key = path + property.Name;
            var meaning = property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";
            var value = defaults is null ? null : property.GetValue(defaults);
            if (OptionType.IsScalar(property.PropertyType))
            {
                var shown = value is null or "" ? "" : $" [{OptionType.Write(value)}]";
                yield return $"  --{key} VALUE{shown}  {meaning}";
                continue;
            }

            var (element, suffix) = OptionType.ElementOfMap(property.PropertyType) is { } mapped ? (mapped, ":NAME")
                : OptionType.ElementOfList(property.PropertyType) is { } listed ? (listed, ":0")
                : (property.PropertyType, "");
            if (OptionType.IsScalar(element))
            {
                yield return $"  --{key}{suffix} VALUE  {meaning}";
                continue;
            }

            foreach (var line in Keys(element, suffix.Length == 0 ? value : null, $"{key}{suffix}:"))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Values(string path, object? value)
    {
        switch (value)
        {
            case null:
                return [];
            case IDictionary map:
                // By keys: as a plain sequence a Dictionary gives pairs of another type than DictionaryEntry.
                return map.Keys.Cast<object>().SelectMany(key => Values($"{path}:{key}", map[key]));
            case IEnumerable list and not string:
                return list.Cast<object>().SelectMany((item, index) => Values($"{path}:{index}", item));
            default:
                return OptionType.IsScalar(value.GetType())
                    ? [$"{path} = {OptionType.Write(value)}"]
                    : OptionType.Properties(value.GetType()).SelectMany(p => Values(Join(path, p.Name), Shown(p, value)));
        }
    }

    private static object? Shown(PropertyInfo property, object record) =>
        property.IsDefined(typeof(SecretAttribute), inherit: true) ? "(hidden)" : property.GetValue(record);

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";
}
