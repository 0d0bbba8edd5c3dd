using System.Buffers.Binary;
using System.Text;
using Codeword.Data;

namespace Codeword.Tests.Data;

/// <summary>Bytes of .npy files, put together without the code under test.</summary>
internal static class NpyFiles
{
    public static byte[] Of(string descr, string shape, byte[] values, bool isFortran = false, byte version = 1) =>
        WithHeader($"{{'descr': '{descr}', 'fortran_order': {isFortran}, 'shape': {shape}, }}\n", values, version);

    public static byte[] WithHeader(string header, byte[] values, byte version = 1)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[version == 1 ? 2 : 4];
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        }

        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. values];
    }

    public static byte[] Written<T>(T[] values, params long[] shape)
        where T : unmanaged
    {
        using var stream = new MemoryStream();
        NpyArray.Write<T>(stream, values, shape);
        return stream.ToArray();
    }

    public static NpyArray Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return NpyArray.Read(stream, "data");
    }

    /// <summary>A stream that tells neither its length nor what comes: a pipe.</summary>
    public static Stream Pipe(byte[] file) => new PeekedStream(file.AsMemory(0, Math.Min(file.Length, 3)), new PeekedStream(file.AsMemory(Math.Min(file.Length, 3)), new NoMore()));

    private sealed class NoMore : ForwardOnlyStream
    {
        public override int Read(Span<byte> buffer) => 0;
    }
}
