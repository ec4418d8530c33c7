namespace GrantFlow.Dev;

/// <summary>The verbs of dev.cs.</summary>
public static class Commands
{
    private const string Help = """
        dotnet run dev.cs -- setup    get the packages ready
        """;

    /// <returns>The exit code: 0 only if everything went well.</returns>
    public static async Task<int> Run(string[] args)
    {
        try
        {
            switch (args)
            {
                case ["setup"]:
                    await Feed.Fill();
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
