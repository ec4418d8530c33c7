using System.Globalization;
using GrantFlow.Simulator;
using GrantFlow.Simulator.Bank;
using GrantFlow.Simulator.Wallets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

if (SimulatorOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(SimulatorOptions.Usage);
    return 2;
}

var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseSetting("urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port}"));
builder.Services.AddSingleton(options);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddWallets();
await using var simulator = builder.Build();
simulator.MapWallets();
simulator.MapBank();
await simulator.StartAsync();
Console.WriteLine($"Simulator runs at {simulator.Urls.First()}");
if (options.StopWithInput)
{
    _ = ParentWatch.StopWithInput(simulator.Lifetime);
}

await simulator.WaitForShutdownAsync();
return 0;
