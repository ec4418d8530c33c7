using GrantFlow.Domain.Programmes;
using GrantFlow.Functions;
using GrantFlow.LocalHost;

try
{
    var line = CommandLine.Parse(args);
    if (line.Help)
    {
        Console.WriteLine(CommandLine.Usage);
        return 0;
    }

    return await new Runner(line, typeof(Composition).Assembly, builder => builder.AddGrantFlow(), Greeting.Say).Run(CancellationToken.None);
}
catch (Exception error) when (error is LocalHostException or InvalidOperationException or CatalogueException)
{
    // What the user can put right; the message says how.
    Console.Error.WriteLine(error.Message);
    return 2;
}
catch (Exception error)
{
    Console.Error.WriteLine(error);
    return 1;
}
