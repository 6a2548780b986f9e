using EbcSuite.Cli;

return await CommandTree.RunAsync(args, Surroundings.OfProcess(), CancellationToken.None);
