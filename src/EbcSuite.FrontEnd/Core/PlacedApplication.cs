using EbcSuite.Checkpointing;

namespace EbcSuite.FrontEnd.Core;

/// <summary>An application where one node knows it.</summary>
public sealed record PlacedApplication(FleetNode Node, ApplicationStatus Status)
{
    /// <summary>It has processes.</summary>
    public bool IsLive => Status.State
        is ApplicationState.Starting or ApplicationState.Running or ApplicationState.Stopped or ApplicationState.Prepared;
}
