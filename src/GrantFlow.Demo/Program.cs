using GrantFlow.Demo;
using GrantFlow.Demo.Api;
using GrantFlow.Demo.Report;

try
{
    if (args is ["--help" or "-h"])
    {
        Console.WriteLine(DemoOptions.Usage);
        return 0;
    }

    var options = DemoOptions.Parse(args);
    var time = TimeProvider.System;
    var url = string.Join(" and ", options.Urls.Select(one => one.ToString().TrimEnd('/')));
    Console.WriteLine($"Playing {options.People} people of the Calais scenario (seed {options.Seed}) through {url}");
    Console.WriteLine(options.ByRoutes
        ? $"Money leaves in batches: by bank file, wallet and desk; bank and wallet provider are {options.Simulator}. One wallet never answers."
        : "One payment's provider is down on purpose: the host will say five times that it failed.");
    var progress = new Progress(Console.Out, !Console.IsOutputRedirected, options.People, time);
    using var doors = new Doors(options.Urls, time)
    {
        OnAway = trouble => progress.Next($"{url} is away ({trouble}); trying again for up to {Doors.Patience.TotalSeconds:0} s ..."),
    };
    using var play = new Play(options, doors, time, progress);
    var result = await play.Run(CancellationToken.None);
    Summary.Write(Console.Out, options, result);
    if (result.Ledger is { } ledger)
    {
        Directory.CreateDirectory(options.Out);
        await File.WriteAllBytesAsync(Path.Combine(options.Out, "ledger.csv"), ledger.CsvFile);
        await File.WriteAllBytesAsync(Path.Combine(options.Out, "ledger.jsonl"), ledger.JsonLinesFile);
        Console.WriteLine($"The books are in {Path.GetFullPath(options.Out)}: ledger.csv and ledger.jsonl.");
    }

    Console.WriteLine(result.Fits ? options.ByRoutes ? "Everything fits: bank, wallets, desks and ledger agree to the cent, and nobody was paid twice." : "Everything fits." : "Something does not fit: see NOT above.");
    return result.Fits ? 0 : 1;
}
catch (DemoException trouble)
{
    Console.Error.WriteLine(trouble.Message);
    return 2;
}
