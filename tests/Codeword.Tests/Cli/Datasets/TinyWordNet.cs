using Codeword.Cli.Datasets;

namespace Codeword.Tests.Cli.Datasets;

/// <summary>A WordNet of ten synsets in a folder of its own.</summary>
internal sealed class TinyWordNet : IDisposable
{
    public const string Nouns = """
          1 This is a licence.  
          2 WordNet 3.1 Copyright 2011 by nobody.  
        00000010 03 n 01 entity 0 000 | that which is  
        00000020 03 n 02 dog 0 domestic_dog(p) 0 003 @ 00000010 n 0000 ~ 00000101 n 0000 @i 00000010 n 0000 | a tame wolf  
        00000101 05 n 02 Pug 0 pug-dog 0 002 @ 00000020 n 0000 @ 00000010 n 0000 | a small DOG; a pug-dog or pug  
        00000102 05 n 01 corgi 0 002 @ 00000020 n 0000 @ 00000010 n 0000 | a small dog of Wales  
        00000103 05 n 01 poodle 0 002 @ 00000020 n 0000 @ 00000010 n 0000 | a clever dog: "the poodle is a clever dog"  
        00000104 05 n 01 hound 0 001 @ 00000020 n 0000 | a dog that hunts  
        00000105 05 n 01 husky 0 002 @ 00000020 n 0000 @ 00000010 n 0000 | a dog that pulls  
        00000109 05 n 01 mutt 0 001 @ 00000020 n 0000 | a dog of no breed  
        00000114 05 n 01 Lassie 0 001 @i 00000020 n 0000 | a dog of film  

        """;

    public const string Verbs = """
          1 This is a licence.  
        00000300 29 v 01 bark 0 001 + 00000020 n 0101 01 + 02 00 | make the sound of a dog  

        """;

    public TinyWordNet(string nouns = Nouns, string verbs = Verbs)
    {
        File.WriteAllText(Path.Combine(Folder, "data.noun"), nouns);
        File.WriteAllText(Path.Combine(Folder, "data.verb"), verbs);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("codeword-tests-").FullName;

    public string Output => Path.Combine(Folder, "out");

    public WordNetFiles Files => WordNetFiles.Open(Folder);

    public string Read(string name) => File.ReadAllText(Path.Combine(Output, name));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
