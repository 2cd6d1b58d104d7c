; The installer for Windows, by Inno Setup 6:
;
;   iscc /DVersion=0.1.0 /DNumbers=0.1.0.0 cairn.iss
;
; For one person, without rights of an administrator. What that person said and did lies in
; %LOCALAPPDATA%\Cairn, which no part of this touches unless they say so when they uninstall.

#ifndef Version
  #error Say which version it is: /DVersion=
#endif
#ifndef Numbers
  #error Say which version it is in four numbers: /DNumbers=
#endif
#ifndef Bundle
  #define Bundle "..\..\..\dist\Cairn"
#endif
#ifndef Icon
  #define Icon "..\..\..\build\package\Cairn.ico"
#endif

[Setup]
AppId={{7A2B6E0C-5B1D-4E0B-9C38-6C4A1E7D0C41}
AppName=Cairn
AppVersion={#Version}
AppVerName=Cairn {#Version}
AppPublisher=The Cairn project
VersionInfoVersion={#Numbers}
DefaultDirName={localappdata}\Programs\Cairn
DisableDirPage=auto
DefaultGroupName=Cairn
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\..\LICENSE
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\Cairn.exe
UninstallDisplayName=Cairn
OutputDir=..\..\..\dist
OutputBaseFilename=Cairn-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
ChangesEnvironment=yes
CloseApplications=yes
CloseApplicationsFilter=*.exe,*.dll,*.pyd
RestartApplications=no
SetupLogging=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[CustomMessages]
en.CommandLine=Put the command “cairn” on the PATH
de.CommandLine=Den Befehl „cairn“ in den PATH aufnehmen
es.CommandLine=Añadir la orden «cairn» al PATH
fr.CommandLine=Ajouter la commande « cairn » au PATH
en.Suite=Cairn suite
de.Suite=Cairn-Sammlung
es.Suite=Colección de Cairn
fr.Suite=Recueil de Cairn
en.StillRuns=Cairn is running. Please quit it (Ctrl+Q), then try again.
de.StillRuns=Cairn läuft noch. Bitte beende es (Strg+Q) und versuche es dann noch einmal.
es.StillRuns=Cairn está en marcha. Ciérralo (Ctrl+Q) e inténtalo de nuevo.
fr.StillRuns=Cairn est en cours d'exécution. Quitte-le (Ctrl+Q), puis réessaie.
en.DeleteData=Delete all conversations too?%n%nThey lie in %1 and take %2 MB. Without them nothing can be brought back. “No” keeps them for the next time.
de.DeleteData=Auch alle Unterhaltungen löschen?%n%nSie liegen in %1 und belegen %2 MB. Danach lässt sich nichts zurückholen. „Nein“ behält sie für das nächste Mal.
es.DeleteData=¿Borrar también todas las conversaciones?%n%nEstán en %1 y ocupan %2 MB. Después no se podrá recuperar nada. «No» las guarda para la próxima vez.
fr.DeleteData=Supprimer aussi toutes les conversations ?%n%nElles sont dans %1 et occupent %2 Mo. Ensuite rien ne pourra être récupéré. « Non » les garde pour la prochaine fois.

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "commandline"; Description: "{cm:CommandLine}"

[InstallDelete]
; What an older version had and this one has not.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "cairn.cmd"; DestDir: "{app}\bin"; Flags: ignoreversion

[Icons]
Name: "{group}\Cairn"; Filename: "{app}\Cairn.exe"; AppUserModelID: "org.cairn.Cairn"
Name: "{autodesktop}\Cairn"; Filename: "{app}\Cairn.exe"; AppUserModelID: "org.cairn.Cairn"; Tasks: desktopicon

[Registry]
Root: HKCU; Subkey: "Software\Classes\cairn"; ValueType: string; ValueData: "URL:Cairn"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\cairn"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\cairn\DefaultIcon"; ValueType: string; ValueData: "{app}\Cairn.exe,0"
Root: HKCU; Subkey: "Software\Classes\cairn\shell\open\command"; ValueType: string; ValueData: """{app}\Cairn.exe"" -- ""%1"""
Root: HKCU; Subkey: "Software\Classes\.cairn"; ValueType: string; ValueData: "Cairn.Suite"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\.cairn"; ValueType: string; ValueName: "Content Type"; ValueData: "application/x-cairn"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\Cairn.Suite"; ValueType: string; ValueData: "{cm:Suite}"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Cairn.Suite\DefaultIcon"; ValueType: string; ValueData: "{app}\Cairn.exe,0"
Root: HKCU; Subkey: "Software\Classes\Cairn.Suite\shell\open\command"; ValueType: string; ValueData: """{app}\Cairn.exe"" -- ""%1"""
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{code:PathWithCairn}"; Check: PathLacksCairn; Tasks: commandline

[Run]
Filename: "{app}\Cairn.exe"; Description: "{cm:LaunchProgram,Cairn}"; Flags: nowait postinstall skipifsilent

[Code]
const
  FILE_ATTRIBUTE_REPARSE_POINT = $400;
  EnvironmentKey = 'Environment';
  RunKey = 'Software\Microsoft\Windows\CurrentVersion\Run';

function CommandFolder: String;
begin
  Result := ExpandConstant('{app}\bin');
end;

function DataFolder: String;
begin
  Result := ExpandConstant('{localappdata}\Cairn');
end;

function PathLacksCairn: Boolean;
var
  Path: String;
begin
  if not RegQueryStringValue(HKCU, EnvironmentKey, 'Path', Path) then
    Path := '';
  Result := Pos(';' + Lowercase(CommandFolder) + ';', ';' + Lowercase(Path) + ';') = 0;
end;

function PathWithCairn(Unused: String): String;
begin
  if RegQueryStringValue(HKCU, EnvironmentKey, 'Path', Result) and (Result <> '') then
    Result := Result + ';' + CommandFolder
  else
    Result := CommandFolder;
end;

procedure TakeOffPath;
var
  Path: String;
  Place: Integer;
begin
  if not RegQueryStringValue(HKCU, EnvironmentKey, 'Path', Path) then
    Exit;
  Place := Pos(';' + Lowercase(CommandFolder) + ';', ';' + Lowercase(Path) + ';');
  if Place = 0 then
    Exit;
  Delete(Path, Place, Length(CommandFolder) + 1);
  if (Length(Path) > 0) and (Path[Length(Path)] = ';') then
    Delete(Path, Length(Path), 1);
  RegWriteExpandStringValue(HKCU, EnvironmentKey, 'Path', Path);
end;

{ Of all files below; what a junction leads to is elsewhere. }
function FolderBytes(Folder: String): Int64;
var
  Found: TFindRec;
begin
  Result := 0;
  if FindFirst(Folder + '\*', Found) then
  try
    repeat
      if (Found.Name <> '.') and (Found.Name <> '..') then
        if Found.Attributes and FILE_ATTRIBUTE_DIRECTORY = 0 then
          Result := Result + (Int64(Found.SizeHigh) shl 32) + Found.SizeLow
        else if Found.Attributes and FILE_ATTRIBUTE_REPARSE_POINT = 0 then
          Result := Result + FolderBytes(Folder + '\' + Found.Name);
    until not FindNext(Found);
  finally
    FindClose(Found);
  end;
end;

procedure AskForTheData;
var
  Question: String;
begin
  if UninstallSilent or not DirExists(DataFolder) then
    Exit;
  Question := FmtMessage(CustomMessage('DeleteData'), [DataFolder, IntToStr(FolderBytes(DataFolder) div 1000000)]);
  if MsgBox(Question, mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES then
    DelTree(DataFolder, True, True, True);
end;

{ A program that runs cannot be opened for writing. }
function Runs(Program: String): Boolean;
begin
  Result := False;
  if FileExists(Program) then
  try
    TFileStream.Create(Program, fmOpenReadWrite or fmShareExclusive).Free;
  except
    Result := True;
  end;
end;

function InitializeUninstall: Boolean;
begin
  Result := True;
  while Result and (Runs(ExpandConstant('{app}\Cairn.exe')) or Runs(ExpandConstant('{app}\cairn-cli.exe'))) do
    Result := not UninstallSilent
      and (MsgBox(CustomMessage('StillRuns'), mbError, MB_RETRYCANCEL) = IDRETRY);
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if Step = usUninstall then
  begin
    TakeOffPath;
    RegDeleteValue(HKCU, RunKey, 'Cairn');
  end;
  if Step = usPostUninstall then
    AskForTheData;
end;
