using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace GrantFlow.LocalHost;

/// <summary>The Node.js process that runs <c>eng/azurite.mjs</c>. It lives as long as its standard input is open.</summary>
internal sealed class AzuriteProcess
{
    private const int ErrorLinesKept = 20;

    private readonly Process _process;
    private readonly Queue<string> _errors = new();
    private readonly TaskCompletionSource<string> _said = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AzuriteProcess(Process process) => _process = process;

    public int Id { get; private init; }

    public int BlobPort { get; private set; }

    public int QueuePort { get; private set; }

    public int TablePort { get; private set; }

    public Task Exited { get; private set; } = Task.CompletedTask;

    public static async Task<AzuriteProcess> Start(string[] arguments, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var azurite = Launch(arguments);
        try
        {
            await azurite.WaitUntilReady(timeout, cancellationToken);
            return azurite;
        }
        catch
        {
            await azurite.Stop(TimeSpan.FromSeconds(10));
            throw;
        }
    }

    public async Task Stop(TimeSpan timeout)
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already and its pipe is broken.
        }

        try
        {
            await Exited.WaitAsync(timeout);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await Exited;
        }
    }

    private static AzuriteProcess Launch(string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            var process = Process.Start(start)!;
            var azurite = new AzuriteProcess(process) { Id = process.Id };
            process.OutputDataReceived += (_, line) => azurite.Heard(line.Data);
            process.ErrorDataReceived += (_, line) => azurite.HeardError(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            azurite.Exited = process.WaitForExitAsync(CancellationToken.None);
            return azurite;
        }
        catch (Win32Exception error)
        {
            throw new LocalHostException(
                "Node.js is not on the PATH: install version 20 or newer from https://nodejs.org and run again.", error);
        }
    }

    private async Task WaitUntilReady(TimeSpan timeout, CancellationToken cancellationToken)
    {
        Task first;
        try
        {
            first = await Task.WhenAny(_said.Task, Exited).WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException error)
        {
            throw new LocalHostException($"Azurite did not answer within {timeout.TotalSeconds:0} seconds.{Errors()}", error);
        }

        // The exit is only complete once the output is read to its end, so a last word is never missed.
        if (first != _said.Task && !_said.Task.IsCompleted)
            throw new LocalHostException($"Azurite ended with exit code {_process.ExitCode} before it was ready.{Errors()}");

        using var answer = JsonDocument.Parse(await _said.Task);
        if (answer.RootElement.TryGetProperty("error", out var sentence))
            throw new LocalHostException(sentence.GetString()!);

        BlobPort = answer.RootElement.GetProperty("blobPort").GetInt32();
        QueuePort = answer.RootElement.GetProperty("queuePort").GetInt32();
        TablePort = answer.RootElement.GetProperty("tablePort").GetInt32();
    }

    private void Heard(string? line)
    {
        if (line is not null && line.StartsWith('{'))
            _said.TrySetResult(line);
    }

    private void HeardError(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;

        lock (_errors)
        {
            _errors.Enqueue(line.Trim());
            if (_errors.Count > ErrorLinesKept)
                _errors.Dequeue();
        }
    }

    private string Errors()
    {
        lock (_errors)
            return _errors.Count == 0 ? "" : " It said: " + string.Join(" | ", _errors);
    }
}
