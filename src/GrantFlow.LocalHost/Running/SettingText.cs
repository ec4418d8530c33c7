using Microsoft.Extensions.Configuration;

namespace GrantFlow.LocalHost;

/// <summary>Texts of attributes that may name a setting instead: <c>%name%</c>.</summary>
internal static class SettingText
{
    public static string Resolve(string text, IConfiguration configuration, string function)
    {
        if (text.Length <= 2 || text[0] != '%' || text[^1] != '%')
            return text;

        var setting = text[1..^1];
        return configuration[setting] ?? throw new LocalHostException($"Function {function} needs the setting {setting}, which is not there.");
    }
}
