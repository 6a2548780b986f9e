using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.FrontEnd.Core;

/// <summary>The driver that a start_App gets, by what its node said of its drivers.</summary>
internal static class StartDriver
{
    /// <param name="request">With a body and a node that have been judged.</param>
    public static ChosenDriver For(Request request, Fleet fleet, FrontEndSettings settings) => DriverChoice.For(
        request.Driver ?? settings.DefaultDriver,
        JsonSerializer.Deserialize(request.Body.Span, CheckpointingJson.Default.LaunchSpecification),
        fleet.Node(request.Node!)!.Status!.Drivers);
}
