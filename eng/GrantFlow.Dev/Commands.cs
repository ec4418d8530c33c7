namespace GrantFlow.Dev;

/// <summary>The verbs of dev.cs.</summary>
public static class Commands
{
    private const string Help = """
        dotnet run dev.cs -- up [--demo] [--routes | --sandbox] [--fresh] [--port 7071]
            Packages, storage emulator, local host and sample programmes, until Ctrl-C.
            --demo     plays the demo through the HTTP doors on data of its own, by bank, wallet and cash desk, then stops; the exit code is the demo's
            --routes   pays by bank, wallet and cash desk, with a simulator (port 7072) in the place of those outside; --demo does it anyway
            --sandbox  pays each grant at once by the sandbox, which moves no money; up without --demo does it anyway
            --fresh    forgets the data of former runs
        dotnet run dev.cs -- test
            Builds everything and passes every test.
        dotnet run dev.cs -- setup
            Only gets the packages and tools ready, for work in an editor.

        Needed before: the .NET 10 SDK and Node.js 20 or newer.
        GRANTFLOW_PACKAGES=real or =standin forces where the packages come from.
        """;

    /// <returns>The exit code: 0 only if everything went well.</returns>
    public static async Task<int> Run(string[] args)
    {
        try
        {
            switch (args)
            {
                case ["up", .. var options]:
                    using (var up = Up.Parse(options))
                    {
                        return await up.Run();
                    }

                case ["test"]:
                    return await TestRun.Run();
                case ["setup"]:
                    await Tools.CheckNode();
                    await Feed.Fill();
                    await Tools.Install();
                    return 0;
                case ["help" or "--help" or "-h"]:
                    Console.WriteLine(Help);
                    return 0;
                default:
                    Console.Error.WriteLine(Help);
                    return 1;
            }
        }
        catch (Failure failure)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }
}
