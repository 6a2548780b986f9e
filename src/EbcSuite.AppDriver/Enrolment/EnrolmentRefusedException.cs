namespace EbcSuite.AppDriver.Enrolment;

/// <summary>This node is not let in with the token that it has; told by name, with what to do.</summary>
internal sealed class EnrolmentRefusedException(string message) : Exception(message);
