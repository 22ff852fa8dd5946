@echo off
rem 启动政图 / start Zhengtu. Needs no installation and no administrator.
chcp 65001 >nul
setlocal
set "HERE=%~dp0"
set "ZT_PYTHON="
if exist "%HERE%python\python.exe" set ZT_PYTHON="%HERE%python\python.exe"
if not defined ZT_PYTHON for %%V in (@PYTHONS@) do if not defined ZT_PYTHON py -%%V -c "" >nul 2>nul && set ZT_PYTHON=py -%%V
if not defined ZT_PYTHON python -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] not in '@PYTHONS@'.split())" >nul 2>nul && set ZT_PYTHON=python
if not defined ZT_PYTHON goto missing
%ZT_PYTHON% "%HERE%start.py" %*
if errorlevel 1 pause
exit /b %errorlevel%
:missing
echo 需要 64 位 Python（@PYTHONS@ 之一）：请先安装，或把嵌入版（Windows embeddable package）解压为本文件夹中的 python\ 。
echo Needs a 64-bit Python, one of: @PYTHONS@. Install it, or unpack the Windows embeddable package as python\ in this folder.
pause
exit /b 1
