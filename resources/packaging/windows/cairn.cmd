@echo off
rem The command line, from a folder that is on the PATH.
"%~dp0..\cairn-cli.exe" %*
