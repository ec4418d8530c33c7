using System.Text;

namespace GrantFlow.Storage.Queues;

/// <summary>A message as it is stored.</summary>
internal static class MessageText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a base64 message, or the message itself when it is no such text.</summary>
    public static string Decode(string stored)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(stored));
        }
        catch (Exception error) when (error is FormatException or DecoderFallbackException)
        {
            return stored;
        }
    }
}
