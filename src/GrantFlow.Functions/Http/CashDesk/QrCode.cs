using QRCoder;

namespace GrantFlow.Functions.Http.CashDesk;

/// <summary>QR codes as SVG, to stand in a page.</summary>
internal static class QrCode
{
    /// <summary>Black on white, with the quiet zone that readers need; a quarter of it may be soiled.</summary>
    public static string Svg(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        return new SvgQRCode(data).GetGraphic(new System.Drawing.Size(240, 240), sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
