namespace EbcSuite.Hosting;

internal enum DaemonVerb
{
    Run,
    CheckConfiguration,
    Version,
    Help,
}
