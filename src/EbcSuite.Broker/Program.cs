using EbcSuite.Broker;
using EbcSuite.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

return await new DaemonHost<BrokerOptions>("broker", "routes events by content between the programs and brokers linked to it.")
    .RunAsync(args, static (services, _) =>
    {
        services.AddSingleton<BrokerService>();
        services.AddHostedService(static provider => provider.GetRequiredService<BrokerService>());
        services.AddHostedService<StatisticsReporter>();
    });
