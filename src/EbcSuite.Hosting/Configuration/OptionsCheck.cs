using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace EbcSuite.Hosting;

/// <summary>
/// Applies the validation attributes and IValidatableObject of a record and of all records in it. The framework's
/// Validator does not go into nested records and does not ask the object while one property is at fault.
/// </summary>
internal static class OptionsCheck
{
    public static void Check(string path, object record, List<OptionsFault> faults)
    {
        foreach (var property in OptionType.Properties(record.GetType()))
        {
            var key = path.Length == 0 ? property.Name : $"{path}:{property.Name}";
            var value = property.GetValue(record);

            // What could not be read has been told already and still holds its default.
            if (!faults.Exists(f => string.Equals(f.Key, key, StringComparison.OrdinalIgnoreCase)))
            {
                CheckProperty(key, property, value, record, faults);
            }

            Descend(key, value, faults);
        }

        if (record is IValidatableObject whole)
        {
            foreach (var result in whole.Validate(Context(record, path.Length == 0 ? record.GetType().Name : path)))
            {
                var member = result.MemberNames.FirstOrDefault() ?? "";
                var key = path.Length == 0 ? member : member.Length == 0 ? path : $"{path}:{member}";
                faults.Add(new(key, Value: null, result.ErrorMessage ?? "is not valid", "Change it"));
            }
        }
    }

    private static void Descend(string key, object? value, List<OptionsFault> faults)
    {
        switch (value)
        {
            case null:
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    Descend($"{key}:{entry.Key}", entry.Value, faults);
                }

                break;
            case IEnumerable list and not string:
                var index = 0;
                foreach (var item in list)
                {
                    Descend($"{key}:{index++}", item, faults);
                }

                break;
            default:
                if (!OptionType.IsScalar(value.GetType()))
                {
                    Check(key, value, faults);
                }

                break;
        }
    }

    private static void CheckProperty(
        string key, PropertyInfo property, object? value, object record, List<OptionsFault> faults)
    {
        var context = Context(record, property.Name);
        context.MemberName = property.Name;
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>(inherit: true))
        {
            if (rule.GetValidationResult(value, context) == ValidationResult.Success)
            {
                continue;
            }

            var meaning = property.GetCustomAttribute<DescriptionAttribute>()?.Description;
            var shown = property.IsDefined(typeof(SecretAttribute), inherit: true) ? "(hidden)"
                : value is not null && OptionType.IsScalar(value.GetType()) ? OptionType.Write(value) : null;
            var (problem, advice) = Explain(rule, key);
            faults.Add(new(key, shown, problem, meaning is null ? advice : $"{advice} (it says: {meaning})"));
        }
    }

    /// <summary>Named at once: without a name the context would look for one by reflection, which a trimmed program may not have.</summary>
    private static ValidationContext Context(object record, string name) => new(record, name, serviceProvider: null, items: null);

    private static (string Problem, string Advice) Explain(ValidationAttribute rule, string key) => rule switch
    {
        RequiredAttribute => ("is missing", $"Set {key}"),
        RangeAttribute range => (
            string.Create(CultureInfo.InvariantCulture, $"must be from {range.Minimum} to {range.Maximum}"),
            "Give a value in that range"),
        MinLengthAttribute length => ($"needs at least {length.Length} entries", "Add what is missing"),
        _ => (rule.FormatErrorMessage(key), "Change it"),
    };
}
