using System.Buffers;
using System.Text;

namespace Codeword.Data;

/// <summary>
/// Finds the terms of a text. Words are maximal runs of Unicode letters and decimal digits; they are written in UTF-8 with one space
/// between them, so that every run of words is a slice of that; terms of other kinds are written behind them. Scratch for one thread: it
/// allocates only while it grows.
/// </summary>
/// <remarks>
/// What a term is can be told from its bytes, so that no two kinds share one: words have neither <c>^</c> nor <c>*</c>, a leading word
/// begins with <c>^</c>, a prefix ends in <c>*</c>. Runs of characters alone may look like others, and are therefore kept apart.
/// </remarks>
internal sealed class TermScanner
{
    private byte[] _bytes = [];
    private int _length;
    private int[] _words = []; // where each word begins, and one position after the last word and its space
    private int _wordCount;
    private (int Start, int Length)[] _terms = [];

    /// <summary>How many terms the text has, of all kinds.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them are runs of words, leading words or prefixes: the first ones. The rest are runs of characters.</summary>
    public int WordTermCount { get; private set; }

    /// <summary>A term, borrowed until the next scan.</summary>
    public ReadOnlySpan<byte> this[int term] => _bytes.AsSpan(_terms[term].Start, _terms[term].Length);

    public void Scan(ReadOnlySpan<char> text, TextFeaturizerOptions options)
    {
        FindWords(text, options.LowerCase);
        Count = 0;
        AddWordRuns(options.WordNGrams);
        AddLeadingWords(options.LeadingWords);
        if (options.PrefixLength > 0)
        {
            AddPrefixes(options.PrefixLength);
        }

        WordTermCount = Count;
        if (options.CharNGramMax > 0)
        {
            AddCharTerms(Math.Max(1, options.CharNGramMin), options.CharNGramMax);
        }
    }

    private void FindWords(ReadOnlySpan<char> text, bool lowerCase)
    {
        // At most 3 bytes a character and a space after each word; every word but the last is followed by a character that is none.
        Reserve(ref _bytes, (3 * text.Length) + 1);
        Reserve(ref _words, (text.Length / 2) + 2);
        _length = 0;
        _wordCount = 0;
        _words[0] = 0;
        int i = 0;
        while (i < text.Length)
        {
            char c = text[i];
            if (char.IsAsciiLetterOrDigit(c))
            {
                _bytes[_length++] = (byte)(lowerCase && c is >= 'A' and <= 'Z' ? c | 0x20 : c);
                i++;
            }
            else if (c < 0x80 || Rune.DecodeFromUtf16(text[i..], out Rune rune, out int consumed) != OperationStatus.Done)
            {
                EndWord();
                i++;
            }
            else
            {
                AddRune(rune, lowerCase);
                i += consumed;
            }
        }

        EndWord();
    }

    private void AddRune(Rune rune, bool lowerCase)
    {
        if (Rune.IsLetterOrDigit(rune))
        {
            _length += (lowerCase ? Rune.ToLowerInvariant(rune) : rune).EncodeToUtf8(_bytes.AsSpan(_length));
        }
        else
        {
            EndWord();
        }
    }

    private void EndWord()
    {
        if (_length > _words[_wordCount])
        {
            _bytes[_length++] = (byte)' ';
            _words[++_wordCount] = _length;
        }
    }

    private void AddWordRuns(int max)
    {
        for (int n = 1; n <= max; n++)
        {
            for (int word = 0; word + n <= _wordCount; word++)
            {
                AddTerm(_words[word], _words[word + n] - 1 - _words[word]);
            }
        }
    }

    /// <summary>Writes each of the first words as ^i word with i from 0; it is one digit, as there are ten at most.</summary>
    private void AddLeadingWords(int max)
    {
        int count = Math.Min(max, _wordCount);
        ReserveBehind(_words[count] + (2L * count)); // ^, i and a space for each, less the space after it
        for (int word = 0; word < count; word++)
        {
            int start = _length;
            _bytes[_length++] = (byte)'^';
            _bytes[_length++] = (byte)('0' + word);
            _bytes[_length++] = (byte)' ';
            Copy(_words[word], _words[word + 1] - 1);
            AddTerm(start, _length - start);
        }
    }

    /// <summary>Writes the first characters of each word as cha*, and the whole word likewise when it has no more.</summary>
    private void AddPrefixes(int characters)
    {
        ReserveBehind(_words[_wordCount]); // a * for each, less the space after it
        for (int word = 0; word < _wordCount; word++)
        {
            int end = _words[word];
            for (int n = 0; n < characters && end < _words[word + 1] - 1; n++)
            {
                end = NextCharacter(end);
            }

            int start = _length;
            Copy(_words[word], end);
            _bytes[_length++] = (byte)'*';
            AddTerm(start, _length - start);
        }
    }

    /// <summary>Writes each word as &lt;word&gt; behind the rest, and takes the runs of min to max characters; a lone bracket is none.</summary>
    private void AddCharTerms(int min, int max)
    {
        ReserveBehind((long)_words[_wordCount] + _wordCount); // two brackets for each word, less the space after it
        for (int word = 0; word < _wordCount; word++)
        {
            int start = _length;
            _bytes[_length++] = (byte)'<';
            Copy(_words[word], _words[word + 1] - 1);
            _bytes[_length++] = (byte)'>';
            for (int first = start; first < _length; first = NextCharacter(first))
            {
                AddCharTermsFrom(first, start, min, max);
            }
        }
    }

    private void AddCharTermsFrom(int first, int wordStart, int min, int max)
    {
        int end = first;
        for (int n = 1; n <= max && end < _length; n++)
        {
            end = NextCharacter(end);
            bool bracket = n == 1 && (first == wordStart || end == _length);
            if (n >= min && !bracket)
            {
                AddTerm(first, end - first);
            }
        }
    }

    private int NextCharacter(int position)
    {
        do
        {
            position++;
        }
        while (position < _length && (_bytes[position] & 0xC0) == 0x80);
        return position;
    }

    private void Copy(int start, int end)
    {
        _bytes.AsSpan(start, end - start).CopyTo(_bytes.AsSpan(_length));
        _length += end - start;
    }

    private void AddTerm(int start, int length)
    {
        Reserve(ref _terms, Count + 1, keep: true);
        _terms[Count++] = (start, length);
    }

    private void ReserveBehind(long bytes) => Reserve(ref _bytes, checked((int)(_length + bytes)), keep: true);

    private static void Reserve<T>(ref T[] array, int length, bool keep = false)
    {
        if (array.Length < length)
        {
            int capacity = (int)Math.Min(Math.Max(length, array.Length * 2L), Array.MaxLength);
            if (keep)
            {
                Array.Resize(ref array, capacity);
            }
            else
            {
                array = new T[capacity];
            }
        }
    }
}
