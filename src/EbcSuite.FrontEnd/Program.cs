using EbcSuite.FrontEnd;
using EbcSuite.FrontEnd.Edge;
using EbcSuite.Hosting;
using Microsoft.Extensions.DependencyInjection;

return await new DaemonHost<FrontEndOptions>("frontend", "judges requests, plans operations and knows sites, nodes and applications.")
    .RunAsync(args, static (services, options) => services.AddFrontEnd(options));
