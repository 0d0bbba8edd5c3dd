using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace Codeword.Data;

/// <content>
/// The stored form, little-endian: length of the options (4 bytes), options (JSON), number of texts (8), then, unless terms are
/// hashed, the table of words (runs, leading words and prefixes) and the table of character runs, each as count (4), length of each term
/// (4 each), the terms' bytes; and last the document frequency of each feature (4 each).
/// </content>
public sealed partial class TextFeaturizer
{
    /// <summary>Writes the featurizer; equal featurizers write equal bytes.</summary>
    public void Save(Stream stream)
    {
        byte[] options = JsonSerializer.SerializeToUtf8Bytes(Options, DataJson.Default.TextFeaturizerOptions);
        WriteInt32(stream, options.Length);
        stream.Write(options);
        SaveTerms(stream);
    }

    /// <summary>Writes all but the options: how many texts there were, the terms and in how many texts they are.</summary>
    internal void SaveTerms(Stream stream)
    {
        Span<byte> documents = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(documents, _documentCount);
        stream.Write(documents);
        if (Options.HashBits == 0)
        {
            SaveTable(stream, _words);
            SaveTable(stream, _chars);
        }

        foreach (int frequency in _documentFrequencies)
        {
            WriteInt32(stream, frequency);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote. It allocates no more than a small multiple of the length of <paramref name="bytes"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a whole, sound featurizer.</exception>
    public static TextFeaturizer Load(ReadOnlyMemory<byte> bytes)
    {
        var cursor = new Cursor(bytes.Span);
        TextFeaturizerOptions options = LoadOptions(cursor.Take(cursor.Int32()));
        long documents = cursor.Int64();
        if (documents < 0)
        {
            throw Bad($"found {documents} texts; expected 0 or more");
        }

        TermTable words = options.HashBits == 0 ? LoadTable(ref cursor) : new TermTable();
        TermTable chars = options.HashBits == 0 ? LoadTable(ref cursor) : new TermTable();
        int features = options.HashBits == 0 ? checked(words.Count + chars.Count) : 1 << options.HashBits;
        if (cursor.Remaining != 4L * features)
        {
            throw Bad($"found {cursor.Remaining} bytes of document frequencies; expected {4L * features} for {features} features");
        }

        int[] frequencies = new int[features];
        int min = options.HashBits == 0 ? options.MinDocumentFrequency : 0;
        for (int i = 0; i < features; i++)
        {
            frequencies[i] = cursor.Int32();
            if (frequencies[i] < min || frequencies[i] > documents)
            {
                throw Bad($"found the document frequency {frequencies[i]}; expected {min} to {documents}");
            }
        }

        return new TextFeaturizer(options, words, chars, documents, frequencies);
    }

    private static TextFeaturizerOptions LoadOptions(ReadOnlySpan<byte> json)
    {
        TextFeaturizerOptions options = DataJson.Read(json, new TextFeaturizerOptions(), DataJson.Default.TextFeaturizerOptions);
        return Contradiction(options) is string problem ? throw Bad(problem) : options;
    }

    private static void SaveTable(Stream stream, TermTable terms)
    {
        WriteInt32(stream, terms.Count);
        for (int i = 0; i < terms.Count; i++)
        {
            WriteInt32(stream, terms[i].Length);
        }

        for (int i = 0; i < terms.Count; i++)
        {
            stream.Write(terms[i]);
        }
    }

    private static TermTable LoadTable(ref Cursor cursor)
    {
        int count = cursor.Int32();
        if (count < 0 || count > cursor.Remaining / 4)
        {
            throw Bad($"found {count} terms; expected at most {cursor.Remaining / 4}, as {cursor.Remaining} bytes are left");
        }

        Cursor lengths = new(cursor.Take(4 * count));
        var terms = new TermTable();
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> term = cursor.Take(lengths.Int32());
            if (term.IsEmpty || !Utf8.IsValid(term) || (i > 0 && terms[i - 1].SequenceCompareTo(term) >= 0))
            {
                throw Bad($"found the term {Excerpt.Of(term)} as number {i}; expected terms in UTF-8 in ascending order");
            }

            terms.GetOrAdd(term);
        }

        return terms;
    }

    private static void WriteInt32(Stream stream, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static InvalidDataException Bad(string problem) => new($"The text featurizer is damaged: {problem}.");

    /// <summary>Reads on from the front; throws when the bytes end before what is asked for.</summary>
    private ref struct Cursor(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public readonly int Remaining => _rest.Length;

        public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

        public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

        public ReadOnlySpan<byte> Take(int count)
        {
            if (count < 0 || count > _rest.Length)
            {
                throw Bad($"found {_rest.Length} bytes left; expected {count}");
            }

            ReadOnlySpan<byte> taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }
    }
}
