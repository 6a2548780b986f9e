using System.Text.Json;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.TestKit.Deployments;

/// <summary>The heat solver as an application of a deployment: where it is, how far, and what it has found.</summary>
/// <param name="Name">The application's name.</param>
/// <param name="Solver">What it computes.</param>
public sealed record DeployedSolver(Deployment Deployment, string Name, Solver Solver)
{
    /// <summary>Its directory on a node, as the machine sees it.</summary>
    public string DirectoryOn(string node) => Deployment.Network[node].PathOutside(Deployment.DirectoryOf(Name));

    /// <summary>Starts it by <c>ebc start</c>.</summary>
    public Task<JsonElement> StartAsync(string node, CancellationToken limit) =>
        Deployment.StartApplicationAsync(Name, node, Solver.Command("."), limit);

    /// <summary>The whole lines of its progress on a node; empty where it is not.</summary>
    public string ProgressOn(string node)
    {
        var path = Path.Combine(DirectoryOn(node), "progress.log");
        try
        {
            var text = File.ReadAllText(path);
            return text[..(text.LastIndexOf('\n') + 1)];
        }
        catch (IOException)
        {
            // Not yet there, or on its way to another node.
            return "";
        }
    }

    /// <summary>The last iteration that it told of on a node; 0 if none.</summary>
    public int IterationOn(string node) => Solver.Progress(ProgressOn(node)) is [.., var last] ? last : 0;

    /// <summary>Returns when it has told of an iteration on a node.</summary>
    public Task WhenIterationAsync(string node, int iteration, CancellationToken limit) =>
        Until.HoldsAsync(() => IterationOn(node) >= iteration, limit);

    /// <summary>Returns its result once it has ended by itself on a node.</summary>
    public async Task<byte[]> ResultAsync(string node, CancellationToken limit)
    {
        var path = Path.Combine(DirectoryOn(node), "result.bin");
        await Until.FileExists(path, limit);
        var result = await File.ReadAllBytesAsync(path, limit);
        await Deployment.WhenStateAsync(Name, "finished", limit);
        return result;
    }
}
