using System.Text;
using GrantFlow.Pipeline.Screening;

namespace GrantFlow.Pipeline.Payouts.Invoices;

/// <summary>Suppliers and invoice numbers in the one spelling that is compared: case, accents, punctuation and leading zeros do not make another.</summary>
public static class InvoiceText
{
    /// <summary>The words of the name, in order.</summary>
    public static string OfSupplier(string name) =>
        IdentityText.Words(name) is { Count: > 0 } words ? string.Join(' ', words) : name.Trim();

    /// <summary>The runs of letters and of digits, in order: <c>INV-0012/26</c> is <c>inv 12 26</c>, and <c>1/11</c> is not <c>11/1</c>.</summary>
    public static string OfNumber(string invoice)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        var runs = new List<string>();
        foreach (var word in IdentityText.Words(invoice))
        {
            var run = new StringBuilder();
            foreach (var letter in word)
            {
                if (run.Length > 0 && char.IsAsciiDigit(run[^1]) != char.IsAsciiDigit(letter))
                {
                    End(run);
                }

                run.Append(letter);
            }

            End(run);
        }

        return runs.Count > 0 ? string.Join(' ', runs) : invoice.Trim();

        void End(StringBuilder run)
        {
            var text = run.ToString();
            var number = text.TrimStart('0');
            runs.Add(char.IsAsciiDigit(text[0]) ? (number.Length > 0 ? number : "0") : text);
            run.Clear();
        }
    }
}
