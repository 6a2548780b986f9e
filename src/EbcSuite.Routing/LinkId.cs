namespace EbcSuite.Routing;

/// <summary>Names a link within one router. A link that comes again is another link: numbers are not used twice.</summary>
public readonly record struct LinkId(long Number)
{
    public override string ToString() => $"link {Number}";
}
