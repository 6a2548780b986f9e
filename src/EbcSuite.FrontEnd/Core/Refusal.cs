using EbcSuite.Checkpointing;

namespace EbcSuite.FrontEnd.Core;

/// <summary>Why a request is refused: nothing was begun.</summary>
/// <param name="Message">For people: what is wrong and what to do.</param>
public sealed record Refusal(CheckpointFault Fault, string Message);
