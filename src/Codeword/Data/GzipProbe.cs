namespace Codeword.Data;

/// <summary>Tells gzip by its first two bytes.</summary>
internal static class GzipProbe
{
    /// <summary>
    /// The bytes of the stream, decompressed if they are gzip; a plain stream that can seek stays one. Owns the stream, also when it throws.
    /// </summary>
    public static Stream Decompress(Stream stream)
    {
        try
        {
            byte[] magic = new byte[2];
            int read = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            Stream whole = stream;
            if (stream.CanSeek)
            {
                stream.Seek(-read, SeekOrigin.Current);
            }
            else
            {
                whole = new PeekedStream(magic.AsMemory(0, read), stream);
            }

            return magic is [0x1F, 0x8B] ? new GunzipStream(whole) : whole;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
