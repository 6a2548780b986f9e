namespace EbcSuite.Hosting;

/// <summary>The value is never printed: not by --check-config, not in a fault.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
