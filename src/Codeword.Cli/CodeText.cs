using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Cli;

/// <summary>Writes the code of one row.</summary>
internal delegate void CodeWriter(Stream output, InputRow row, ReadOnlySpan<byte> code, ReadOnlySpan<float> logits);

/// <summary>Codes of bits as lines and as bytes.</summary>
internal static class CodeText
{
    /// <summary>2·⌈k/8⌉ hexadecimal digits, byte 0 first; an empty line for each line that holds no row.</summary>
    public static void WriteHex(Stream output, InputRow row, ReadOnlySpan<byte> code, ReadOnlySpan<float> logits) =>
        WriteText(output, new string('\n', row.BlankLinesBefore) + Convert.ToHexStringLower(code) + "\n");

    /// <summary>k digits 0 and 1, bit 0 first; an empty line for each line that holds no row.</summary>
    public static void WriteBinary(Stream output, InputRow row, ReadOnlySpan<byte> code, ReadOnlySpan<float> logits) =>
        WriteText(output, new string('\n', row.BlankLinesBefore) + Binary(code, logits.Length) + "\n");

    /// <summary><c>{"line":n,"code":"…","logits":[…]}</c>.</summary>
    public static void WriteJson(Stream output, InputRow row, ReadOnlySpan<byte> code, ReadOnlySpan<float> logits)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{{\"line\":{row.Line},\"code\":\"{Convert.ToHexStringLower(code)}\",\"logits\":[");
        for (int j = 0; j < logits.Length; j++)
        {
            line.Append(j == 0 ? "" : ",").Append(float.IsFinite(logits[j]) ? logits[j].ToString(CultureInfo.InvariantCulture) : "null");
        }

        WriteText(output, line.Append("]}\n").ToString());
    }

    /// <summary>⌈k/8⌉ bytes.</summary>
    public static void WritePacked(Stream output, InputRow row, ReadOnlySpan<byte> code, ReadOnlySpan<float> logits) => output.Write(code);

    /// <summary><c>label ⇥ hex</c>, a line a class, in the order of the labels; or digits 0 and 1 in place of hexadecimal ones.</summary>
    public static void WriteClasses(Stream output, LabelSet labels, BinaryCodes codes, bool isBinary) => WriteClasses(
        output, labels, codes, (label, code) => $"{EscapedText.Of(label)}\t{(isBinary ? Binary(code, codes.Bits) : Convert.ToHexStringLower(code))}\n");

    /// <summary><c>{"label":…,"code":"…"}</c>, a line a class.</summary>
    public static void WriteClassesJson(Stream output, LabelSet labels, BinaryCodes codes) => WriteClasses(
        output, labels, codes,
        (label, code) => $"{{\"label\":\"{JsonEncodedText.Encode(label, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\",\"code\":\"{Convert.ToHexStringLower(code)}\"}}\n");

    /// <summary>⌈k/8⌉ bytes a class.</summary>
    public static void WriteClassesPacked(Stream output, BinaryCodes codes)
    {
        byte[] bytes = new byte[checked((int)codes.StoredBytes)];
        for (int i = 0; i < codes.Count; i++)
        {
            codes.CopyTo(i, bytes.AsSpan(i * codes.BytesPerCode));
        }

        output.Write(bytes);
    }

    private static void WriteClasses(Stream output, LabelSet labels, BinaryCodes codes, Func<string, byte[], string> line)
    {
        byte[] bytes = new byte[codes.BytesPerCode];
        var lines = new StringBuilder();
        for (int i = 0; i < codes.Count; i++)
        {
            codes.CopyTo(i, bytes);
            lines.Append(line(labels.Names[i], bytes));
        }

        WriteText(output, lines.ToString());
    }

    /// <summary>k digits 0 and 1, bit 0 first.</summary>
    public static string Binary(ReadOnlySpan<byte> code, int bits)
    {
        Span<char> digits = stackalloc char[BinaryCodes.MostBits];
        for (int j = 0; j < bits; j++)
        {
            digits[j] = ((code[j / 8] >> (j % 8)) & 1) == 0 ? '0' : '1';
        }

        return digits[..bits].ToString();
    }

    private static void WriteText(Stream output, string text) => output.Write(Encoding.UTF8.GetBytes(text));
}
