using System.ComponentModel.DataAnnotations;

namespace EbcSuite.Hosting;

/// <summary>The string names a file that is there; empty is left to <see cref="RequiredAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExistingFileAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is not string { Length: > 0 } path || File.Exists(path);

    public override string FormatErrorMessage(string name) => "must name a file that exists and that this user may see";
}
