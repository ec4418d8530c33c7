using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Payouts.BankFile;

/// <summary>What is noted of a bank file.</summary>
/// <param name="Stored">Name, length and hash.</param>
/// <param name="Payments">As its head counts them.</param>
/// <param name="ControlSum">As its head adds them up.</param>
internal sealed record BankFileSummary(StoredFile Stored, int Payments, string ControlSum)
{
    private static readonly XmlReaderSettings Settings = new() { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Of a file that an interrupted writer left, from the file itself; null when there is none.</summary>
    public static async Task<BankFileSummary?> Find(IBlobs blobs, string name, CancellationToken cancellationToken)
    {
        await using var whole = await blobs.Open(ContainerNames.BankFiles, name, cancellationToken);
        if (whole is null)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, length) = (new byte[64 * 1024], 0L);
        for (var read = await whole.ReadAsync(buffer, cancellationToken); read > 0; read = await whole.ReadAsync(buffer, cancellationToken))
        {
            hash.AppendData(buffer.AsSpan(0, read));
            length += read;
        }

        CryptographicOperations.ZeroMemory(buffer);
        var (payments, sum) = await Head(blobs, name, cancellationToken);
        return new(new StoredFile(name, length, Convert.ToHexStringLower(hash.GetHashAndReset())), payments, sum);
    }

    private static async Task<(int Payments, string ControlSum)> Head(IBlobs blobs, string name, CancellationToken cancellationToken)
    {
        await using var file = await blobs.Open(ContainerNames.BankFiles, name, cancellationToken) ?? throw new InvalidDataException($"The file {name} is gone.");
        using var xml = XmlReader.Create(file, Settings);
        var (payments, sum) = ("", "");
        while (sum.Length == 0 && await xml.ReadAsync())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName is not ("NbOfTxs" or "CtrlSum"))
            {
                continue;
            }

            var isCount = xml.LocalName == "NbOfTxs";
            var text = await xml.ReadElementContentAsStringAsync();
            (payments, sum) = isCount ? (text, sum) : (payments, text);
        }

        return (int.Parse(payments, CultureInfo.InvariantCulture), sum);
    }
}
