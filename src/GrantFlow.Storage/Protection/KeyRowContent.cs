using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Storage.Protection;

/// <summary>The row of a person's data key: wrapped, or the mark that it was destroyed.</summary>
internal static class KeyRowContent
{
    public static IReadOnlyDictionary<string, object> Erased { get; } = new Dictionary<string, object> { ["Erased"] = true };

    public static IReadOnlyDictionary<string, object> From(WrappedKey wrapped) =>
        new Dictionary<string, object> { ["KeyId"] = wrapped.KeyId, ["Wrapped"] = wrapped.Bytes };

    public static bool IsErased(Row row) => row.Values.ContainsKey("Erased");

    /// <exception cref="ProtectionException">The row is neither a key nor the mark.</exception>
    public static WrappedKey Read(Row row) =>
        row.Values.TryGetValue("Wrapped", out var value) && value is byte[] bytes && row.Text("KeyId") is { } keyId
            ? new WrappedKey(keyId, bytes)
            : throw new ProtectionException("The row of the data key is damaged.");
}
