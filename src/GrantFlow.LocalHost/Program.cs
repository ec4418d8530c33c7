using System.Reflection;
using GrantFlow.LocalHost;

try
{
    var line = CommandLine.Parse(args);
    if (line.Help)
    {
        Console.WriteLine(CommandLine.Usage);
        return 0;
    }

    return await new Runner(
        line,
        Assembly.Load("GrantFlow.Functions"),
        builder => { },
        Greeting.Say).Run(CancellationToken.None);
}
catch (LocalHostException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
