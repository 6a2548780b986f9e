using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace EbcSuite.Hosting;

/// <summary>
/// Reads a configuration into a typed record and collects every fault instead of stopping at the first: unknown keys
/// (a typing error must not fall back to a default in silence), values of a wrong form, values out of range.
/// </summary>
/// <remarks>
/// Types: text, numbers, booleans, enumerations by name, durations (<see cref="Duration"/>), records of these with a
/// parameterless constructor, IReadOnlyList of them and IReadOnlyDictionary from string to them.
/// </remarks>
public sealed class OptionsReader
{
    private readonly List<OptionsFault> _faults = [];

    /// <summary>Everything found wrong so far, in the order of the configuration.</summary>
    public IReadOnlyList<OptionsFault> Faults => _faults;

    /// <summary>Reads and checks; look at <see cref="Faults"/> before using what it returns.</summary>
    public T Read<T>(IConfiguration configuration) where T : new()
    {
        var options = ReadRecord(configuration, "", typeof(T));
        OptionsCheck.Check("", options, _faults);
        return (T)options;
    }

    private object ReadRecord(IConfiguration section, string path, Type type)
    {
        var record = OptionType.Create(type);
        var properties = OptionType.Properties(type).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            var key = Join(path, child.Key);
            if (!properties.TryGetValue(child.Key, out var property))
            {
                Refuse(key, child.Value, "is not a known key", Nearest.Advice(child.Key, properties.Keys));
                continue;
            }

            if (Absent(child))
            {
                continue;
            }

            var secret = property.IsDefined(typeof(SecretAttribute), inherit: true);
            if (ReadValue(child, Join(path, property.Name), property.PropertyType, secret) is { } value)
            {
                property.SetValue(record, value);
            }
        }

        return record;
    }

    private object? ReadValue(IConfigurationSection section, string path, Type type, bool secret)
    {
        if (OptionType.IsScalar(type))
        {
            return ReadScalar(section, path, type, secret);
        }

        if (!string.IsNullOrEmpty(section.Value))
        {
            Refuse(path, secret ? "(hidden)" : section.Value, "is a list or a section, not a single value",
                $"Write it as [ ] or {{ }} in the file, or as --{path}:0 VALUE");
            return null;
        }

        if (OptionType.ElementOfMap(type) is { } mapped)
        {
            var map = (System.Collections.IDictionary)Activator.CreateInstance(
                typeof(Dictionary<,>).MakeGenericType(typeof(string), mapped))!;
            foreach (var child in section.GetChildren())
            {
                map[child.Key] = ReadValue(child, Join(path, child.Key), mapped, secret);
            }

            return map;
        }

        return OptionType.ElementOfList(type) is { } element
            ? ReadList(section, path, element, secret)
            : ReadRecord(section, path, type);
    }

    private object? ReadScalar(IConfigurationSection section, string path, Type type, bool secret)
    {
        if (section.GetChildren().Any())
        {
            Refuse(path, value: null, "is a single value, not a section", $"Give {OptionType.Form(type)}");
            return null;
        }

        var text = section.Value ?? "";
        var value = OptionType.Read(type, text);
        if (value is null)
        {
            Refuse(path, secret ? "(hidden)" : text, $"is not {OptionType.Form(type)}", "Write it in that form");
        }

        return value;
    }

    private Array ReadList(IConfigurationSection section, string path, Type element, bool secret)
    {
        var values = section.GetChildren()
            .Select(child => ReadValue(child, Join(path, child.Key), element, secret))
            .Where(value => value is not null)
            .ToArray();
        var list = Array.CreateInstance(element, values.Length);
        values.CopyTo(list, 0);
        return list;
    }

    private void Refuse(string key, string? value, string problem, string advice) =>
        _faults.Add(new(key, value, problem, advice));

    private static bool Absent(IConfigurationSection section) => section.Value is null && !section.GetChildren().Any();

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";
}
