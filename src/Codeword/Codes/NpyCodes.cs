using Codeword.Data;

namespace Codeword.Codes;

/// <summary>Binary codes as NumPy's <c>.npy</c> files hold them: an array of K codes by k bits.</summary>
public static class NpyCodes
{
    /// <summary>
    /// Reads codes: a number that is above 0 in single precision is the bit 1, any other the bit 0, so that 0 and 1, −1 and 1 and real numbers will all do. Their sizes are
    /// not kept: a codebook to start from starts from its signs.
    /// </summary>
    /// <param name="stream">An array of K × k numbers, plain or gzipped; left open.</param>
    /// <param name="source">The stream's name for messages.</param>
    /// <exception cref="DataFormatException">
    /// The bytes are no .npy file of numbers, the array is not of 1 or more rows of 1 to <see cref="BinaryCodes.MostBits"/> columns, or one is NaN.
    /// </exception>
    public static BinaryCodes Read(Stream stream, string source)
    {
        var array = NpyArray.Read(stream, source);
        if (array.Shape is not [>= 1 and var count, >= 1 and <= BinaryCodes.MostBits and var bits])
        {
            throw new DataFormatException(
                source, 0, 0, $"found an array of the shape {NpyHeader.TextOf(array.Shape)}; expected K codes by 1 to {BinaryCodes.MostBits} bits");
        }

        float[] values = array.ToSingles();
        int none = Array.FindIndex(values, float.IsNaN);
        return none < 0
            ? BinaryCodes.FromSigns(values, (int)count, (int)bits)
            : throw new DataFormatException(source, (none / bits) + 1, (int)(none % bits) + 1, "found NaN; expected a number, which is above 0 or not");
    }

    /// <summary>Writes codes: unsigned bytes, 0 or 1, of the shape K × k.</summary>
    /// <param name="stream">Where they go; left open.</param>
    /// <param name="codes">The codes.</param>
    /// <exception cref="IOException">The stream cannot be written to.</exception>
    public static void Write(Stream stream, BinaryCodes codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        NpyArray.WriteHeader<byte>(stream, codes.Count, codes.Bits);
        byte[] row = new byte[codes.Bits];
        for (int i = 0; i < codes.Count; i++)
        {
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = codes[i, j] ? (byte)1 : (byte)0;
            }

            stream.Write(row);
        }
    }
}
