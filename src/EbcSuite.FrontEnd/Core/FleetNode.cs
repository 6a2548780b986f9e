using EbcSuite.Checkpointing;

namespace EbcSuite.FrontEnd.Core;

/// <param name="Status">Null for a node that has not told of itself since the front-end started.</param>
public sealed record FleetNode(string Name, NodeStatus? Status, DateTimeOffset LastSeen, bool IsAlive);
