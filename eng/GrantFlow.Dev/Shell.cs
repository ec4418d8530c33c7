using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace GrantFlow.Dev;

/// <summary>Runs other programs.</summary>
internal static class Shell
{
    /// <summary>Runs to the end with the user watching.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Show(string program, IEnumerable<string> args, string? folder = null)
    {
        using var process = Start(program, args, folder, redirect: false);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Runs to the end and keeps what it says, both channels together.</summary>
    public static async Task<(int ExitCode, string Output)> Capture(string program, IEnumerable<string> args, string? folder = null)
    {
        using var process = Start(program, args, folder, redirect: true);
        process.StandardInput.Close();
        var said = new StringBuilder();
        void Keep(object _, DataReceivedEventArgs line)
        {
            lock (said)
            {
                said.AppendLine(line.Data);
            }
        }

        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();
        return (process.ExitCode, said.ToString());
    }

    /// <summary>Runs to the end and keeps its standard output only, for programs whose answer is data.</summary>
    public static async Task<(int ExitCode, string Answer, string Errors)> Ask(
        string program, IEnumerable<string> args, string? folder = null)
    {
        using var process = Start(program, args, folder, redirect: true);
        process.StandardInput.Close();
        var answer = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await answer, await errors);
    }

    /// <summary>The last lines of what a program said: where it says what went wrong.</summary>
    public static string Tail(string output, int lines = 12) =>
        string.Join(Environment.NewLine, output.TrimEnd().Split('\n').Select(line => line.TrimEnd()).TakeLast(lines));

    /// <summary>Starts a program. npm is a script on Windows, which only its shell can start.</summary>
    public static Process Start(
        string program, IEnumerable<string> args, string? folder = null, bool redirect = false, bool ownInput = false)
    {
        var start = OperatingSystem.IsWindows() && program == "npm"
            ? new ProcessStartInfo("cmd.exe", ["/c", "npm", .. args])
            : new ProcessStartInfo(program, args);
        start.WorkingDirectory = folder ?? Repository.Root;
        start.RedirectStandardOutput = redirect;
        start.RedirectStandardError = redirect;
        start.RedirectStandardInput = redirect || ownInput;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";

        // No build server outlives the command.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";

        // What `dotnet run` sets for this program is not meant for the builds it starts.
        foreach (var name in (string[])["MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBuildLoadMicrosoftTargetsReadOnly"])
        {
            start.Environment.Remove(name);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new Failure($"'{program}' was not found on the PATH: install it and try again.");
        }
    }
}
