"""What click itself says, in Chinese: its own gettext road, with a dictionary instead of a file."""

import gettext
import sys
from collections.abc import Callable

import click

from dangwu_client.staff import words

SAID = {
    "Aborted!": "已取消。",
    "deprecated": "已弃用",
    "Missing command.": "缺少命令。",
    "Options": "选项",
    "Positional arguments": "参数",
    "Commands": "命令",
    "Usage:": "用法：",
    "required": "必填",
    "(dynamic)": "（动态）",
    "d": "天",
    "env var: {var}": "环境变量：{var}",
    "default: {default}": "默认：{default}",
    "Do you want to continue?": "是否继续？",
    "Confirm the action without prompting.": "不询问，直接执行。",
    "%(prog)s, version %(version)s": "%(prog)s，版本 %(version)s",
    "Show the version and exit.": "显示版本后退出。",
    "Show this message and exit.": "显示本帮助后退出。",
    "Got unexpected extra argument ({args})": "多余的参数（{args}）",
    "Got unexpected extra arguments ({args})": "多余的参数（{args}）",
    "Value must be an iterable.": "需要多个值。",
    "Name '{name}' defined twice": "名称“{name}”重复",
    "Takes {nargs} values but 1 was given.": "需要 {nargs} 个值，只给了 1 个。",
    "Takes {nargs} values but {len} were given.": "需要 {nargs} 个值，给了 {len} 个。",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}": (
        "命令 {name} 已弃用。{extra_message}"
    ),
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}": (
        "参数 {name} 已弃用。{extra_message}"
    ),
    "Did you mean {possibility}?": "您是不是想用 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "您是不是想用其中之一：{possibilities}？",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Missing {param_type}": "缺少 {param_type}",
    "unknown error": "未知错误",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Could not open file {filename!r}: {message}": "打不开文件 {filename}：{message}",
    "Error: {message}": "错误：{message}",
    "Error: invalid input": "错误：输入有误",
    "Error: The two entered values do not match.": "错误：两次输入不一致。",
    "Try '{command} {option}' for help.": "查看帮助：{command} {option}",
    "No such option {name!r}.": "没有选项 {name}。",
    "No such command {name!r}.": "没有命令 {name}。",
    "Invalid start character for option ({option})": "选项的开头不对（{option}）",
    "Option {name!r} does not take a value.": "选项 {name} 不带值。",
    "Option {name!r} requires an argument.": "选项 {name} 需要一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 需要 {nargs} 个值。",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 需要 {nargs} 个值。",
    "Couldn't detect Bash version, shell completion is not supported.": (
        "未能识别 Bash 的版本，不支持补全。"
    ),
    "Shell completion is not supported for Bash versions older than 4.4.": (
        "Bash 4.4 以下的版本不支持补全。"
    ),
    "Press any key to continue...": "按任意键继续……",
    "Repeat for confirmation": "请再输入一次",
    "Unknown color {colour!r}": "没有颜色 {colour}",
    "file": "文件",
    "directory": "目录",
    "path": "路径",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "Choice({choices})": "选择（{choices}）",
    "{value!r} is not {choice}.": "“{value}”应为 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不在可选范围：{choices}。",
    "{value!r} does not match the format {format}.": "“{value}”的格式应为 {format}。",
    "{value!r} does not match the formats {formats}.": "“{value}”的格式应为 {formats}。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 内。",
    "{value!r} is not a valid boolean. Recognized values: {states}": (
        "“{value}”应为是或否：{states}。"
    ),
    "{len_type} values are required, but {len_value} was given.": (
        "需要 {len_type} 个值，给了 {len_value} 个。"
    ),
    "{len_type} values are required, but {len_value} were given.": (
        "需要 {len_type} 个值，给了 {len_value} 个。"
    ),
    "{value!r} is not a valid {number_type}.": "“{value}”不是有效的数（{number_type}）。",
    "{value!r} is not a valid UUID.": "“{value}”不是有效的 UUID。",
    "{name} {filename!r} does not exist.": "{name} {filename} 不存在。",
    "{name} {filename!r} is a file.": "{name} {filename} 是文件。",
    "{name} {filename!r} is a directory.": "{name} {filename} 是目录。",
    "{name} {filename!r} is not readable.": "{name} {filename} 不可读。",
    "{name} {filename!r} is not writable.": "{name} {filename} 不可写。",
    "{name} {filename!r} is not executable.": "{name} {filename} 不可执行。",
    "Unknown standard stream '{name}'": "没有标准流“{name}”",
    "{editor}: Editing failed": "{editor}：编辑失败",
    "{editor}: Editing failed: {e}": "{editor}：编辑失败：{e}",
    "Windows error: {error}": "Windows 错误：{error}",
    "Could not determine name for option with declarations {decls!r}": "选项没有名称：{decls!r}",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument"
    " instead? Did you mean to pass '--{name}'?": "没有选项，却给了名称（{name}）。",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.": (
        "一个参数只有一个名称，给了 {length} 个：{decls}。"
    ),
    "Boolean option {decl!r} cannot use the same flag for true/false.": (
        "选项 {decl} 的是与否不能同名。"
    ),
}
"""Every sentence of click that goes through gettext; a test compares it with click's own source."""


def missing(error: click.MissingParameter) -> click.UsageError:
    """What was left out, and what it is for: click's own sentence is put together of pieces."""
    asked = error.param
    if words.spoken() != "zh" or asked is None:
        return error
    named = "/".join(asked.opts) if asked.param_type_name == "option" else asked.human_readable_name
    told = (getattr(asked, "help", None) or "").rstrip("。：") or "没有它无法办理"
    return click.UsageError(f"缺少 {named}：{told}。请补上后重试。", error.ctx)


_gettext: Callable[[str], str] = gettext.gettext
_ngettext: Callable[[str, str, int], str] = gettext.ngettext


def _one(message: str) -> str:
    return _chinese(message) or _gettext(message)


def _one_or_many(msgid1: str, msgid2: str, n: int) -> str:
    return _chinese(msgid1 if n == 1 else msgid2) or _ngettext(msgid1, msgid2, n)


def _chinese(message: str) -> str:
    return SAID.get(message, "") if words.spoken() == "zh" else ""


def install() -> None:
    """Put the dictionary on the road that click asks, also where click was loaded before."""
    gettext.gettext, gettext.ngettext = _one, _one_or_many
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("click", "rich_click"):
            for place, ours in (("_", _one), ("gettext", _one), ("ngettext", _one_or_many)):
                if callable(getattr(module, place, None)):
                    setattr(module, place, ours)
