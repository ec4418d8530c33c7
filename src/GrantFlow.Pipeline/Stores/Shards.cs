using System.Text;

namespace GrantFlow.Pipeline.Stores;

/// <summary>Spreads keys over shards the same way in every process and version.</summary>
internal static class Shards
{
    /// <summary>FNV-1a, 32 bit: stable, unlike <see cref="string.GetHashCode()"/>.</summary>
    public static uint Hash(string key)
    {
        var hash = 2166136261u;
        foreach (var letter in Encoding.UTF8.GetBytes(key))
        {
            hash = unchecked((hash ^ letter) * 16777619u);
        }

        return hash;
    }
}
