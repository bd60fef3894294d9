# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads the window as a screen reader does, over AT-SPI: the rail is a list of tabs, the conversation a list of turns,
and whatever can be reached by the keyboard in any view has a name and a role.

    screen_reader.py PROGRAM STORE_WRITER

Starts a session bus and a display of its own for that. Ends with status 77 where one of the parts that this takes is
not installed.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings

SKIPPED = 77
PATIENCE_SECONDS = 60


def skip(why):
    print("skipped: " + why)
    sys.exit(SKIPPED)


def restart_in_a_session():
    for tool in ("dbus-run-session", "Xvfb"):
        if not shutil.which(tool):
            skip(tool + " is not installed")
    if not os.path.exists("/usr/share/dbus-1/services/org.a11y.Bus.service"):
        skip("at-spi2-core is not installed")
    os.execvp("dbus-run-session", ["dbus-run-session", "--", sys.executable, __file__, "--inside", *sys.argv[1:]])


def start_display():
    read, write = os.pipe()
    os.set_inheritable(write, True)
    display = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        close_fds=False, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as number:
        os.environ["DISPLAY"] = ":" + number.readline().strip()
    return display


def make_chats(writer, folder):
    """A question, its answer and so on, as far as some are saved; the last answer was cut off by a kill."""
    os.makedirs(folder)
    process = subprocess.Popen([writer, folder + "/chats.sqlite"], stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if line.startswith("turn 5"):
            break
    process.kill()
    process.wait()


def descendants(accessible, depth=0):
    if depth > 25:
        return
    for index in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(index)
        if child:
            yield child
            yield from descendants(child, depth + 1)


def find(role, name, Atspi):
    """The first of a role and name in the program, once it is there."""
    end = time.monotonic() + PATIENCE_SECONDS
    seen = ""
    while time.monotonic() < end:
        desktop = Atspi.get_desktop(0)
        try:
            seen = ""
            for each in descendants(desktop):
                seen += "%s '%s'\n" % (each.get_role_name(), each.get_name()[:60])
                if each.get_role() == role and each.get_name() == name:
                    return each
        except Exception as error:  # the tree changes while the window builds itself
            seen += str(error)
        time.sleep(0.3)
    sys.exit("no %s named '%s' in:\n%s" % (role.value_nick, name, seen))


def find_alert(words, Atspi):
    """A note that came by itself and holds these words, once it is shown; there may be others beside it."""
    end = time.monotonic() + PATIENCE_SECONDS
    told = []
    while time.monotonic() < end:
        try:
            for each in descendants(Atspi.get_desktop(0)):
                if each.get_role() == Atspi.Role.ALERT and each.get_state_set().contains(Atspi.StateType.SHOWING):
                    told.append(each.get_name())
                    if words in told[-1]:
                        return each
        except Exception:  # the tree changes while the window builds itself
            pass
        time.sleep(0.3)
    sys.exit("no alert says %r, but: %s" % (words, sorted(set(told))))


def check(condition, what):
    if not condition:
        sys.exit("failed: " + what)


def press(accessible):
    accessible.get_action_iface().do_action(
        next(i for i in range(accessible.get_n_actions()) if accessible.get_action_name(i) == "Press"))


def nameless(root, Atspi):
    """What the keyboard reaches and nothing is said of, as role and place; parts of named boxes and fields are theirs."""
    roles, states = Atspi.Role, Atspi.StateType
    said = (roles.COMBO_BOX, roles.SPIN_BUTTON, roles.TABLE, roles.TREE_TABLE, roles.TREE, roles.LIST)
    found, looked = [], 0

    def look(accessible, path):
        nonlocal looked
        for index in range(accessible.get_child_count()):
            child = accessible.get_child_at_index(index)
            if not child:
                continue
            state = child.get_state_set()
            if not state.contains(states.SHOWING):
                continue
            here = path + " > %s '%s'" % (child.get_role_name(), child.get_name()[:40])
            if state.contains(states.FOCUSABLE):
                looked += 1
                if not child.get_name().strip() or child.get_role() in (roles.UNKNOWN, roles.INVALID):
                    found.append(here)
            if child.get_role() not in said or not child.get_name():
                look(child, here)

    look(root, "")
    return found, looked


def check_views(tabs, window, Atspi):
    for tab in tabs:
        press(tab)
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                found, looked = nameless(window, Atspi)
                if tab.get_state_set().contains(Atspi.StateType.SELECTED) and not found:
                    break
            except Exception as error:  # the tree changes while the view is shown
                found, looked = [str(error)], 0
            if time.monotonic() > end:
                sys.exit("without a name in %s:\n%s" % (tab.get_name(), "\n".join(found)))
            time.sleep(0.3)
        print("%s: all %d that the keyboard reaches have names" % (tab.get_name(), looked))
        check(looked > 8, "the view has controls")


def main(program, writer):
    try:
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi
    except (ImportError, ValueError) as error:
        skip("python3-gi with gir1.2-atspi-2.0 is not installed: " + str(error))
    warnings.simplefilter("ignore", DeprecationWarning)
    display = start_display()
    home = tempfile.TemporaryDirectory()
    for name in ("DATA", "CONFIG", "CACHE", "STATE", "RUNTIME"):
        path = os.path.join(home.name, name.lower())
        os.makedirs(path, mode=0o700)
        os.environ["XDG_RUNTIME_DIR" if name == "RUNTIME" else "XDG_%s_HOME" % name] = path
    make_chats(writer, home.name + "/data/mixtral-workbench")
    environment = dict(os.environ, QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", LC_ALL="C.UTF-8")
    # A model that cannot be loaded, so that something has to be told.
    broken = os.path.join(home.name, "broken-model")
    os.makedirs(broken)
    with open(os.path.join(broken, "config.json"), "w", encoding="utf-8") as config:
        config.write("{}")
    window = subprocess.Popen([program, "--model", broken], env=environment)
    try:
        rail = find(Atspi.Role.PAGE_TAB_LIST, "Views", Atspi)
        tabs = [rail.get_child_at_index(index) for index in range(rail.get_child_count())]
        check([tab.get_name() for tab in tabs] == ["Chats", "Tuning", "Benchmark", "Serve", "Models", "Settings"], "names of tabs")
        check(all(tab.get_role() == Atspi.Role.PAGE_TAB for tab in tabs), "roles of tabs")
        find_alert("broken-model", Atspi)  # what went wrong is an alert, and says what
        press(tabs[0])
        conversation = find(Atspi.Role.LIST, "Conversation", Atspi)
        check(tabs[0].get_state_set().contains(Atspi.StateType.SELECTED), "the chosen view is selected")
        check(not tabs[1].get_state_set().contains(Atspi.StateType.SELECTED), "another one is not")
        turns = [conversation.get_child_at_index(index) for index in range(conversation.get_child_count())]
        turns = [turn for turn in turns if turn.get_role() == Atspi.Role.LIST_ITEM]
        for turn in turns:
            print(turn.get_name()[:100])
        check(len(turns) >= 4, "turns are items")
        check(turns[0].get_name() == "Question: Question 1", "who asks what")
        check(turns[1].get_name().startswith("Answer: The quick brown fox"), "who answers what")
        text = turns[0].get_text_iface()
        check(Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) == "Question 1", "the text of a turn")
        states = turns[1].get_state_set()
        check(states.contains(Atspi.StateType.FOCUSABLE), "turns can be gone to")
        check(not states.contains(Atspi.StateType.BUSY), "an answer that ended is not being written")
        window_of = rail
        while window_of.get_role() not in (Atspi.Role.FRAME, Atspi.Role.WINDOW):
            window_of = window_of.get_parent()
        check_views(tabs, window_of, Atspi)
    finally:
        window.send_signal(signal.SIGTERM)
        window.wait(20)
        display.terminate()
        display.wait(20)
    print("passed")


if __name__ == "__main__":
    if sys.argv[1] == "--inside":
        main(*sys.argv[2:4])
    else:
        restart_in_a_session()
