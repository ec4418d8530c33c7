namespace GrantFlow.LocalHost;

/// <summary>What the local host says when it is ready.</summary>
internal static class Greeting
{
    public static void Say(string address, string data) => Console.WriteLine(
        $$"""
        GrantFlow runs at {{address}}/api
          health    curl {{address}}/api/health
          a token   curl -X POST {{address}}/api/dev/token -H 'Content-Type: application/json' -d '{"role":"officer","subject":"officer-1"}'
          requests  curl {{address}}/local/storage-requests
          data      {{data}} (--fresh forgets it)
        Ctrl-C stops it; what is in flight is finished first.
        """);
}
