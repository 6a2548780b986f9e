namespace EbcSuite.Routing;

/// <summary>Something to be sent over a link, in the order in which the router returns them.</summary>
public readonly record struct Send(LinkId Link, LinkOutput Output);
