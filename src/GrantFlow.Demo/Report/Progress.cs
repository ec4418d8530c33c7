using System.Globalization;

namespace GrantFlow.Demo.Report;

/// <summary>Says how far a run is: one line that changes on a terminal, a line now and then elsewhere.</summary>
internal sealed class Progress(TextWriter output, bool terminal, int people, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _said;
    private int _width;

    /// <summary>Says how many people are done.</summary>
    public void Walked(int done, int requests)
    {
        lock (_lock)
        {
            var elapsed = time.GetElapsedTime(_start);
            var pause = terminal ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(5);
            if (done < people && elapsed - _said < pause)
            {
                return;
            }

            _said = elapsed;
            var line = string.Create(CultureInfo.InvariantCulture, $"  {done} of {people} people are done, {requests:N0} requests, {elapsed.TotalSeconds:0} s");
            if (terminal)
            {
                output.Write('\r' + line.PadRight(_width));
                _width = line.Length;
            }
            else
            {
                output.WriteLine(line);
            }
        }
    }

    /// <summary>Says what comes next.</summary>
    public void Next(string what)
    {
        lock (_lock)
        {
            if (_width > 0)
            {
                output.WriteLine();
                _width = 0;
            }

            output.WriteLine("  " + what);
        }
    }
}
