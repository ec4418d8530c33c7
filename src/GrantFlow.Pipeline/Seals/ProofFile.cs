using System.Runtime.CompilerServices;
using System.Text.Json;
using GrantFlow.Domain.Ledger.Seals;
using GrantFlow.Pipeline.Export;
using GrantFlow.Pipeline.Messages;
using GrantFlow.Pipeline.Stores;

namespace GrantFlow.Pipeline.Seals;

/// <summary>A line of a proof: what was sealed of a row, a day's seal, or what the rows are made of.</summary>
/// <param name="Columns">In the first line: the columns that a row's leaf covers, in their order.</param>
/// <param name="Seal">At the beginning of a day.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Leaf">A row of the day that began last.</param>
public sealed record ProofLine(IReadOnlyList<string>? Columns = null, Seal? Seal = null, string? Hash = null, SealedLeaf? Leaf = null);

/// <summary>A day of a proof.</summary>
/// <param name="Seal">As the proof has it.</param>
/// <param name="Hash">As the proof has it.</param>
/// <param name="Leaves">In order of the day.</param>
public sealed record ProofDay(Seal Seal, string Hash, IReadOnlyList<SealedLeaf> Leaves);

/// <summary>The proof of a range of days, as JSON Lines: seals, each followed by the leaves of its rows. It names no person and no amount of a grant.</summary>
public sealed class ProofFile(SealStore seals, IBlobs blobs)
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <summary>Writes the sealed days of a range, both inclusive, as they are read.</summary>
    /// <exception cref="InvalidDataException">The leaves of a sealed day are not in storage, or were altered there.</exception>
    public async Task Write(DateOnly from, DateOnly to, Stream output, CancellationToken cancellationToken)
    {
        await Write(output, new ProofLine(Columns: LedgerLine.Columns), cancellationToken);
        await foreach (var seal in seals.Read(from, to, cancellationToken))
        {
            await Write(output, new ProofLine(Seal: seal, Hash: seal.Hash), cancellationToken);
            await using var stored = await blobs.Open(ContainerNames.Seals, Sealer.LeavesOf(seal.Day), cancellationToken)
                ?? throw new InvalidDataException($"The leaves of {seal.Day:yyyy-MM-dd} are not in storage.");
            await foreach (var leaf in Lines<SealedLeaf>(stored, cancellationToken))
            {
                await Write(output, new ProofLine(Leaf: leaf), cancellationToken);
            }
        }
    }

    /// <summary>Reads a proof, a day at a time.</summary>
    /// <exception cref="InvalidDataException">It is none, or one of another version.</exception>
    public static async IAsyncEnumerable<ProofDay> Read(Stream proof, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ProofLine? day = null;
        var leaves = new List<SealedLeaf>();
        var first = true;
        await foreach (var line in Lines<ProofLine>(proof, cancellationToken))
        {
            if (first && (line.Columns is null || !line.Columns.SequenceEqual(LedgerLine.Columns)))
            {
                throw new InvalidDataException("The proof covers other columns than this version knows. Use the version that it was downloaded from.");
            }

            first = false;
            if (line.Seal is not null)
            {
                if (day is not null)
                {
                    yield return new ProofDay(day.Seal!, day.Hash ?? "", leaves);
                }

                (day, leaves) = (line, []);
            }
            else if (line.Leaf is not null)
            {
                leaves.Add(day is null ? throw new InvalidDataException("The proof has a row before its first day.") : line.Leaf);
            }
        }

        if (first)
        {
            throw new InvalidDataException("The proof is empty.");
        }

        if (day is not null)
        {
            yield return new ProofDay(day.Seal!, day.Hash ?? "", leaves);
        }
    }

    private static async Task Write(Stream output, ProofLine line, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(output, line, GrantJson.Options, cancellationToken);
        await output.WriteAsync(NewLine, cancellationToken);
    }

    internal static async IAsyncEnumerable<T> Lines<T>(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } text; number++)
        {
            T? line;
            try
            {
                line = JsonSerializer.Deserialize<T>(text, GrantJson.Options);
            }
            catch (JsonException failure)
            {
                throw new InvalidDataException($"Line {number} of the proof is none: {failure.Message}", failure);
            }

            yield return line ?? throw new InvalidDataException($"Line {number} of the proof is empty.");
        }
    }
}
